import type { Refus } from '../../contrats/commun';
import type { SansTelegestion } from '../../contrats/dossiers/sans-telegestion';
import type { DateCivile } from '../../temps/types';
import { comparer, parInstant } from '../appariement/ordre';

/** [PT-7] Why a mark cannot be kept: its end comes before its beginning. */
export const jugerMarque = (m: { depuis: string; jusqua?: string | undefined }): Refus | undefined =>
  m.jusqua !== undefined && m.jusqua < m.depuis
    ? { code: 'FIN_AVANT_DEBUT', message: 'La fin doit être le premier jour, ou après.' }
    : undefined;

/** [PT-7] The marks of an usager that stand: the last word on each start, by start. */
export const marquesDe = (marques: readonly SansTelegestion[], usagerId: string): SansTelegestion[] => {
  const parDebut = new Map<DateCivile, SansTelegestion>();
  for (const m of [...marques].sort(parInstant)) if (m.usagerId === usagerId) parDebut.set(m.depuis, m);
  return [...parDebut.values()].sort((a, b) => comparer(a.depuis, b.depuis));
};

/** Of the marks that stand, the one in force on a date. */
export const marqueAu = (marques: readonly SansTelegestion[], date: DateCivile): SansTelegestion | undefined =>
  marques.findLast((m) => m.depuis <= date && (m.jusqua === undefined || date <= m.jusqua));

/** [PT-7] Such a visit raises no NON_POINTEE alert and is counted apart. */
export const estSansTelegestion = (marques: readonly SansTelegestion[], usagerId: string, date: DateCivile): boolean =>
  marqueAu(marquesDe(marques, usagerId), date) !== undefined;
