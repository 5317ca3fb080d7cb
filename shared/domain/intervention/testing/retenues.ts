import type { Correction } from '../../../contrats/corrections/correction';
import type { Intervention } from '../../../contrats/corrections/intervention';
import { localParis } from '../../../temps/paris';
import { apparier, contexte, correction, paris, pointage, visite } from '../../../testing/constructeurs';
import { jugerCorrection } from '../../correction/juger';
import type { CorrectionSuivie, Retenue } from '../../types';

// For the tests of what is retained of a visit: one that is complete, one that lacks its departure, what is said of them.

export const h = (local: string) => paris(`2026-10-01 ${local}`);
export const une = (is: Intervention[]): Intervention => {
  const [i] = is;
  if (!i) throw new Error('une intervention attendue');
  return i;
};
export const complete = (): Intervention =>
  une(
    apparier({
      pointages: [pointage('A', '2026-10-01 08:31', { id: 'a' }), pointage('D', '2026-10-01 09:29', { id: 'd' })],
      visites: [visite('V', '2026-10-01 08:30', '2026-10-01 09:30')],
    }),
  );
export const sansDepart = (): Intervention =>
  une(apparier({ pointages: [pointage('A', '2026-10-01 08:31:40', { id: 'a' })] }));
export const heures = (r: Retenue): string =>
  [r.debut, r.fin].map((x) => (x ? localParis(x).slice(11, 16) : '-')).join('-');
export const surA = (nature: Correction['nature'], plus: Partial<Correction> = {}) =>
  correction(nature, { cible: { genre: 'POINTAGE', id: 'a' }, ...plus });
export const code = (i: Intervention, c: Correction, autres: CorrectionSuivie[] = []) =>
  jugerCorrection(i, autres, c, contexte())?.code;
