'use client';

import { useMemo } from 'react';
import { dernierJour, moisDe, premierJour } from '#shared/temps/paris';
import { useAujourdhui, useLignes } from '../../_data/hooks';

/** Counts of the menu: work to do, never decoration. */
export const useComptes = (): { aujourdhui: number; interventions: number } => {
  const jour = useAujourdhui();
  const mois = moisDe(jour);
  const lignes = useLignes(premierJour(mois), dernierJour(mois));
  return useMemo(() => {
    const aTraiter = lignes.filter((l) => l.aTraiter);
    return { aujourdhui: aTraiter.filter((l) => l.date === jour).length, interventions: aTraiter.length };
  }, [lignes, jour]);
};
