'use client';

import { useMemo } from 'react';

import { lecteurParametres } from '#shared/contrats/exploitation/parametre';
import type { ParametresAu } from '#shared/domain/types';
import { nomComplet } from '#shared/mots/textes';
import { poste as nomDuPoste } from '../../../_donnees/base/stockage';
import type { EtatDepot } from '../../../_donnees/depot/etat-depot';
import { useDepot } from '../../../_donnees/lecture/hooks';
import { type NumerosDuPoste, numerosDuPoste } from '../../../_ui/personnes/connus';
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
