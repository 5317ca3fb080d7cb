import type { SansTelegestion } from '../../contrats/sans-telegestion';
import type { DateCivile } from '../../temps/types';
import { comparer } from '../appariement/ordre';

/** [PT-7] True on the dates that the latest mark of each start covers: such a visit raises no NON_POINTEE alert and is counted apart. */
export const estSansTelegestion = (
  marques: readonly SansTelegestion[],
  usagerId: string,
  date: DateCivile,
): boolean => {
  const parDebut = new Map<DateCivile, SansTelegestion>();
  for (const m of [...marques].sort((a, b) => comparer(a.instant, b.instant) || comparer(a.id, b.id))) {
    if (m.usagerId === usagerId) parDebut.set(m.depuis, m);
  }
  return [...parDebut.values()].some((m) => m.depuis <= date && (m.jusqua === undefined || date <= m.jusqua));
};
