'use client';

import { useMemo } from 'react';

import { lecteurParametres } from '#shared/contrats/parametre';
import type { ParametresAu } from '#shared/domain/types';
import type { Instant } from '#shared/temps/types';
import type { EtatDepot } from '../../_data/etat-depot';
import { useDepot } from '../../_data/hooks';
import { maintenant } from '../../_data/horloge';
import { type Ligne, lignesDe } from '../../_data/lignes';
import { poste as nomDuPoste } from '../../_data/stockage';
import { nomComplet } from '../../_ui/formats';
import { type NumerosDuPoste, numerosDuPoste } from './connus';
import { joursDe } from './suggestions';
import { type Suspendus, trier } from './suspens';

export type Donnees = Suspendus & {
  etat: EtatDepot;
  connus: NumerosDuPoste;
  parametresAu: ParametresAu;
  nomUsager: (id: string | undefined) => string;
  nomAide: (id: string | undefined) => string;
};

/** What waits, and what is needed to say it in words. */
export const useDonnees = (): Donnees => {
  const etat = useDepot();
  return useMemo(() => {
    const nomUsager = (id: string | undefined): string => {
      const u = etat.usagers.get(id ?? '');
      return u ? nomComplet(u) : (id ?? '');
    };
    const nomAide = (id: string | undefined): string => {
      const i = etat.intervenants.get(id ?? '');
      return i ? nomComplet(i) : id === undefined ? 'aide inconnue' : `aide inconnue (${id})`;
    };
    return {
      ...trier(etat.suspens),
      etat,
      connus: numerosDuPoste(etat, nomDuPoste()),
      parametresAu: lecteurParametres(etat.parametres),
      nomUsager,
      nomAide,
    };
  }, [etat]);
};

/** Visits of the days of these calls only, whatever lies between: one number may have called three months ago. */
export const lignesAutour = (etat: EtatDepot, appels: readonly { instant: Instant }[]): Ligne[] => {
  const dates = new Set<string>();
  for (const a of appels) {
    const autour = joursDe([a]);
    if (!autour) continue;
    for (const [date] of etat.jours) if (date >= autour.de && date <= autour.a) dates.add(date);
  }
  const tries = [...dates].sort();
  const [de] = tries;
  const a = tries.at(-1);
  if (!de || !a) return [];
  const jours = new Map([...etat.jours].filter(([date]) => dates.has(date)));
  return lignesDe({ ...etat, jours }, de as Ligne['date'], a as Ligne['date'], maintenant());
};
