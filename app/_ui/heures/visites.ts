'use client';

import { useMemo } from 'react';
import type { AbsenceEnVigueur } from '#shared/domain/absence/absences';
import type { DateCivile } from '#shared/temps/types';
import type { Ligne } from '../../_donnees/depot/lignes';
import { useDepot, useLignes } from '../../_donnees/lecture/hooks';
import type { Par } from '../adresses/planning';
import { absencesDuPoste } from './tapee';

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

/** The day on which an absence is said, of those shown from `de` on; the others are only hatched. */
export const premierMontre = ({ du }: Pick<AbsenceEnVigueur, 'du'>, de: DateCivile): DateCivile => (du < de ? de : du);

/** The usager's absences that stand. */
export const useAbsences = (par: Par, id: string): AbsenceEnVigueur[] => {
  const etat = useDepot();
  return useMemo(
    () => (par === 'usager' ? absencesDuPoste(etat).filter((a) => a.usagerId === id) : []),
    [etat, par, id],
  );
};
