import { expect, test } from 'vitest';
import { jour } from '#shared/testing/constructeurs';
import { accorder, dateBreve, dateLongue, dateLongueEtAnnee, nombreEntier, pluriel } from './formats';

test.each([
  ['2026-10-10', '2026-11-25', '10 oct.'],
  ['2026-11-01', '2026-11-25', '1er nov.'],
  ['2026-11-11', '2026-11-25', '11 nov.'],
  ['2025-12-31', '2026-01-02', '31 déc. 2025'],
])('a short date: %s seen on %s', (d, aujourdhui, attendu) => {
  expect(dateBreve(jour(d), jour(aujourdhui))).toBe(attendu.replaceAll(' ', '\u00a0'));
});

test.each([
  ['2026-10-01', 'jeudi 1er octobre 2026'],
  ['2026-10-11', 'dimanche 11 octobre 2026'],
  ['2026-10-31', 'samedi 31 octobre 2026'],
])('a date in full: %s', (d, attendu) => {
  expect(dateLongueEtAnnee(jour(d))).toBe(attendu);
  expect(dateLongue(jour(d))).toBe(attendu.replace(' 2026', ''));
});

test.each([
  [1, 'prévue'],
  [45, 'prévue'],
  [60, 'prévue'],
  [119, 'prévue'],
  [120, 'prévues'],
  [0, 'prévue'],
])('%i minutes s’accordent : %s', (minutes, dit) => {
  expect(accorder(minutes, 'prévue')).toBe(dit);
});

test('thousands are set apart by the space that keeps a figure on its line, and that the typeface has', () => {
  expect([nombreEntier(999), nombreEntier(1234), nombreEntier(1_234_567)]).toEqual([
    '999',
    '1\u00a0234',
    '1\u00a0234\u00a0567',
  ]);
  expect(pluriel(1234, 'visite non pointée', 'visites non pointées')).toBe('1\u00a0234\u00a0visites non pointées');
});
