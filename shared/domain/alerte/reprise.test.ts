import { expect, it } from 'vitest';
import type { Usager } from '../../contrats/dossiers/dossiers';
import { paris } from '../../testing/constructeurs';
import { estReprise, REPRISE_MIN } from './reprise';

type Connu = Pick<Usager, 'repris' | 'vuLe'>;
const connus = (n: number, a: string, plus: Partial<Connu> = { repris: true }): Connu[] =>
  Array.from({ length: n }, () => ({ vuLe: paris(a), ...plus }));
const LE_3 = paris('2026-11-03 07:00');

it('[AL-2] [AL-3] le premier fichier est la reprise, si petit soit-il', () => {
  expect([estReprise([], 1, LE_3), estReprise([], 2800, LE_3)]).toEqual([true, true]);
});

it('[AL-2] [AL-3] après un essai d’un autre jour, le vrai premier fichier est encore la reprise', () => {
  expect(estReprise(connus(1, '2026-10-20 10:00'), 2800, LE_3)).toBe(true);
  expect(estReprise(connus(3, '2026-10-20 10:00', {}), 2800, LE_3)).toBe(true);
  // Nearly all of it was refused the day before.
  expect(estReprise(connus(200, '2026-11-02 07:00'), 2600, LE_3)).toBe(true);
});

it('[AL-2] [AL-3] un fichier qui apporte moins d’usagers qu’il n’y en avait, ou à peine quelques-uns, n’est pas une reprise', () => {
  expect(estReprise(connus(2800, '2026-11-02 07:00'), 2800, LE_3)).toBe(false);
  expect(estReprise(connus(2800, '2026-11-02 07:00'), 4, LE_3)).toBe(false);
  const essai = connus(1, '2026-10-20 10:00');
  expect([REPRISE_MIN - 1, REPRISE_MIN].map((n) => estReprise(essai, n, LE_3))).toEqual([false, true]);
});

it('[AL-2] [AL-3] la reprise se complète le même jour civil, à Paris, ou juste après minuit ; pas le lendemain matin', () => {
  const essai = connus(2, '2026-10-20 10:00');
  const le = (premier: string, suite: string) => estReprise([...essai, ...connus(2600, premier)], 200, paris(suite));
  expect([
    le('2026-11-03 00:10', '2026-11-03 23:55'),
    le('2026-11-03 23:50', '2026-11-04 00:30'),
    le('2026-11-03 23:50', '2026-11-04 06:00'),
  ]).toEqual([true, true, false]);
  // Only what was of the taking over is completed: somebody who came that day is no taking over.
  expect(estReprise([...connus(2600, '2026-10-20 10:00'), ...connus(1, '2026-11-03 05:00', {})], 2, LE_3)).toBe(false);
});
