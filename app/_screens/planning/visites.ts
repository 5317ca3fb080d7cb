'use client';

import { useMemo } from 'react';
import { type AbsenceEnVigueur, absencesEnVigueur } from '#shared/domain/absence/absences';
import type { DateCivile } from '#shared/temps/types';
import type { EtatDepot } from '../../_data/etat-depot';
import { useDepot, useLignes } from '../../_data/hooks';
import type { Ligne } from '../../_data/lignes';
import type { Par } from './adresse';

/** Hers: an usager's, or those that an aide made or was to make (another may have come instead). */
const concerne = (l: Ligne, par: Par, id: string): boolean => {
  if (par === 'antenne') return true;
  if (par === 'usager') return l.retenue.usagerId === id;
  return l.retenue.intervenantId === id || l.retenue.intervention.visite?.intervenantId === id;
};

export const useVisitesDe = (par: Par, id: string, de: DateCivile, a: DateCivile): Ligne[] => {
  const lignes = useLignes(de, a);
  return useMemo(() => lignes.filter((l) => concerne(l, par, id)), [lignes, par, id]);
};

/** Planned for this aide, done by another: in her week it is planned, and not hers. */
export const estRemplacee = (l: Ligne, par: Par, id: string): boolean =>
  par === 'intervenant' && l.retenue.intervenantId !== id;

/** The usager's absences that stand; one that the server refused is none. */
const absencesDe = (e: EtatDepot, usagerId: string): AbsenceEnVigueur[] =>
  absencesEnVigueur(
    [...e.saisies.values()].flatMap((s) =>
      s.type === 'absence' && s.usagerId === usagerId && !e.refus.has(s._id) ? [s] : [],
    ),
  );

export const useAbsences = (par: Par, id: string): AbsenceEnVigueur[] => {
  const etat = useDepot();
  return useMemo(() => (par === 'usager' ? absencesDe(etat, id) : []), [etat, par, id]);
};
