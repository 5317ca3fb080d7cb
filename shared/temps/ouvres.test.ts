import { expect, test } from 'vitest';
import { jour, paris } from '../testing/constructeurs';
import { estFerie, estOuvert, prochainOuvre } from './ouvres';

const HEURES = { debut: '08:30', fin: '17:00' };

test('[AL-5] les heures d’ouverture : jours ouvrés, de 8 h 30 à 17 h, à l’heure de Paris', () => {
  const ouvert = (l: string) => estOuvert(paris(l), HEURES);
  expect([ouvert('2026-11-25 08:29'), ouvert('2026-11-25 08:30'), ouvert('2026-11-25 16:59')]).toEqual([
    false,
    true,
    true,
  ]);
  expect([ouvert('2026-11-25 17:00'), ouvert('2026-11-28 10:00'), ouvert('2026-11-29 10:00')]).toEqual([
    false,
    false,
    false,
  ]);
  expect([ouvert('2026-11-11 10:00'), ouvert('2026-07-01 08:30')]).toEqual([false, true]);
});

test('[AL-5] les jours fériés, fixes ou qui suivent Pâques', () => {
  const feries = ['2026-04-06', '2026-05-14', '2026-05-25', '2026-12-25', '2024-04-01', '2025-05-29', '2027-03-29'];
  expect(feries.filter((d) => !estFerie(jour(d)))).toEqual([]);
  expect(['2026-04-05', '2026-05-15', '2026-12-26'].filter((d) => estFerie(jour(d)))).toEqual([]);
});

test('[CL-1] le jour ouvré qui vient : ce jour-là, ou le premier après un week-end ou un jour férié', () => {
  const attendus = [
    ['2026-12-10', '2026-12-10'],
    ['2026-10-10', '2026-10-12'],
    ['2026-11-11', '2026-11-12'],
    // Good Friday is worked; Saturday, Easter Sunday and Monday are not.
    ['2026-04-03', '2026-04-03'],
    ['2026-04-04', '2026-04-07'],
    ['2027-01-01', '2027-01-04'],
  ] as const;
  expect(attendus.map(([d]) => prochainOuvre(jour(d)))).toEqual(attendus.map(([, a]) => a));
});
