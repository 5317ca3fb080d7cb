import fc from 'fast-check';
import { expect, test } from 'vitest';
import { donnerCode, estFacile, suitesDeCodes } from './codes';

test.each(['000000', '111111', '123456', '654321', '890123', '123123', '121212', '12345', '98765', '22222'])(
  'le code %s est facile à deviner',
  (code) => expect(estFacile(code)).toBe(true),
);
test.each(['100000', '123457', '482915', '10203', '13579'])('le code %s ne l’est pas', (code) =>
  expect(estFacile(code)).toBe(false),
);

test('un code donné est nouveau, de la bonne longueur, jamais facile ni exclu', () => {
  fc.assert(
    fc.property(fc.array(fc.nat(899_999), { minLength: 1, maxLength: 60 }), fc.nat(9), (tirages, chiffre) => {
      const pris = new Set<string>();
      const codes = tirages.map((t) =>
        donnerCode(
          'usager',
          pris,
          () => t,
          (c) => c.endsWith(String(chiffre)),
        ),
      );
      expect(new Set(codes).size).toBe(codes.length);
      for (const c of codes) {
        expect(c).toMatch(/^[1-9]\d{5}$/);
        expect([estFacile(c), c.endsWith(String(chiffre))]).toEqual([false, false]);
      }
    }),
    { numRuns: 50 },
  );
});

test('plus aucun code libre : l’erreur le dit', () => {
  expect(() =>
    donnerCode(
      'intervenant',
      new Set(),
      () => 0,
      () => true,
    ),
  ).toThrow('plus aucun code libre');
});

test('les suites de codes : de proche en proche, sans les doubles', () => {
  expect(suitesDeCodes(['70002', '70000', '70001', '70001', '80000', '09999'], 3)).toEqual([
    ['70000', '70001', '70002'],
  ]);
});
