import fc from 'fast-check';
import { expect, it } from 'vitest';
import { segments } from './segments';

it('the runs of a day are the day again, and no two neighbours are alike', () => {
  fc.assert(
    fc.property(fc.string({ unit: fc.constantFrom('R', 'E', 'M', '.'), maxLength: 80 }), (minutes) => {
      const suite = segments(minutes);
      expect(suite.map((s) => s.marque.repeat(s.longueur)).join('')).toBe(minutes);
      expect(suite.every((s, k) => k === 0 || s.marque !== suite[k - 1]?.marque)).toBe(true);
      expect(suite.every((s) => minutes.slice(s.de, s.de + s.longueur) === s.marque.repeat(s.longueur))).toBe(true);
    }),
  );
});
