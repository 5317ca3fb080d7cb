'use client';

import { useMemo } from 'react';
import { dernierJour, moisDe, premierJour } from '#shared/temps/paris';
import { useAujourdhui, useDepot, useLignes } from '../../_data/hooks';
import { poste as nomDuPoste } from '../../_data/stockage';
import { compterAlertes } from '../alertes/vues';
import { compterNumeros } from '../numeros/compter';

export type Compte = 'aujourdhui' | 'interventions' | 'numeros' | 'alertes';

/** Counts of the menu: work to do, never decoration. */
export const useComptes = (): Record<Compte, number> => {
  const jour = useAujourdhui();
  const mois = moisDe(jour);
  const lignes = useLignes(premierJour(mois), dernierJour(mois));
  const etat = useDepot();
  const numeros = useMemo(() => {
    const { inconnus, propositions, appels } = compterNumeros(etat, nomDuPoste(), jour);
    return inconnus + propositions + appels;
  }, [etat, jour]);
  const alertes = useMemo(() => compterAlertes(etat), [etat]);
  return useMemo(() => {
    const aTraiter = lignes.filter((l) => l.aTraiter);
    return {
      aujourdhui: aTraiter.filter((l) => l.date === jour).length,
      interventions: aTraiter.length,
      numeros,
      alertes,
    };
  }, [lignes, jour, numeros, alertes]);
};
