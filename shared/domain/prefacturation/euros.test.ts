import fc from 'fast-check';
import { expect, test } from 'vitest';
import { centimes } from '../../contrats/financement/prefacturation';
import { minutes } from '../../temps/types';
import { eurosAffiches, eurosEnTexte, heuresDecimales, montantDe } from './euros';

test.each([
  [60, 2458, 2458],
  [90, 2350, 3525],
  [1, 2458, 41],
  [30, 2459, 1230],
  [0, 2458, 0],
  [1, 30, 1],
  [1, 29, 0],
])('[FI-4] %i minutes at %i cents an hour: %i cents, the half goes up', (n, tarif, attendu) => {
  expect(montantDe(minutes(n), centimes(tarif))).toBe(attendu);
});

test('[FI-4] an amount is a whole number of cents, within half a cent of the exact one, and never falls as minutes grow', () => {
  fc.assert(
    fc.property(fc.integer({ min: 0, max: 1e9 }), fc.integer({ min: 0, max: 1e7 }), (n, tarif) => {
      // 1e16 is beyond what a number holds: the exact side is compared in BigInt.
      const [m, suivant] = [montantDe(minutes(n), centimes(tarif)), montantDe(minutes(n + 1), centimes(tarif))];
      const ecart = BigInt(m) * 60n - BigInt(n) * BigInt(tarif);
      expect(Number.isSafeInteger(m)).toBe(true);
      expect(ecart > -30n && ecart <= 30n).toBe(true);
      expect(suivant).toBeGreaterThanOrEqual(m);
    }),
  );
});

test('what is no whole positive quantity throws: it is a fault, not an amount', () => {
  expect(() => montantDe(minutes(-1), centimes(100))).toThrow('positifs');
  expect(() => centimes(12.5)).toThrow('centimes entiers');
});

test.each([
  [105, '1,75'],
  [60, '1'],
  [0, '0'],
  [65, '1,083333'],
  [61, '1,016667'],
  [-30, '-0,5'],
])('[DU-4] %i minutes are %s hours', (n, texte) => {
  expect(heuresDecimales(minutes(n))).toBe(texte);
});

test('[DU-4] from decimal hours, the minutes come back exactly; where the division ends, so does the text', () => {
  fc.assert(
    fc.property(fc.integer({ min: 0, max: 10_000_000 }), (n) => {
      const texte = heuresDecimales(minutes(n));
      expect(Math.round(Number(texte.replace(',', '.')) * 60)).toBe(n);
      if (n % 3 === 0) expect((texte.split(',')[1] ?? '').length).toBeLessThanOrEqual(2);
    }),
  );
});

test('euros in a file: two decimals, a comma, no separator', () => {
  expect([0, 5, 123, 123_450, -5, -12_345].map((c) => eurosEnTexte(centimes(c)))).toEqual([
    '0,00',
    '0,05',
    '1,23',
    '1234,50',
    '-0,05',
    '-123,45',
  ]);
});

test('euros on a screen: groups of three, the sign kept with the figure', () => {
  expect([5, 123_450, 123_456_789, -100_000].map((c) => eurosAffiches(centimes(c)).replaceAll('\u00a0', ' '))).toEqual([
    '0,05 €',
    '1 234,50 €',
    '1 234 567,89 €',
    '-1 000,00 €',
  ]);
});
