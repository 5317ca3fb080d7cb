import fc from 'fast-check';
import { expect, test } from 'vitest';
import { accorder, nombreEntier, pluriel } from './nombres';

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
  expect([0, 999, 1234, -1234, -234, 1_234_567].map(nombreEntier)).toEqual([
    '0',
    '999',
    '1\u00a0234',
    '-1\u00a0234',
    '-234',
    '1\u00a0234\u00a0567',
  ]);
  expect(pluriel(1234, 'visite non pointée', 'visites non pointées')).toBe('1\u00a0234\u00a0visites non pointées');
  expect([0, 1, 2].map((n) => pluriel(n, 'visite'))).toEqual(['0\u00a0visite', '1\u00a0visite', '2\u00a0visites']);
});

test('a figure set apart is the same figure, by threes from its end', () => {
  fc.assert(
    fc.property(fc.integer(), (n) => {
      const dit = nombreEntier(n);
      expect(Number(dit.replaceAll('\u00a0', ''))).toBe(n);
      expect(dit).toMatch(/^-?\d{1,3}(\u00a0\d{3})*$/);
    }),
  );
});
