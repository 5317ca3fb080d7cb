import fc from 'fast-check';
import { expect, test } from 'vitest';
import { graduer } from './echelle';

test('[RG] ticks begin at 0, hold the highest value, and are whole hours, percents or numbers', () => {
  expect(graduer(0, 'nombre')).toEqual([0, 1]);
  expect(graduer(7, 'nombre')).toEqual([0, 2, 4, 6, 8]);
  expect(graduer(205, 'pourcent')).toEqual([0, 50, 100, 150, 200, 250]);
  expect(graduer(95, 'minutes')).toEqual([0, 60, 120]);
  fc.assert(
    fc.property(
      fc.integer({ min: 0, max: 5_000_000 }),
      fc.constantFrom('minutes', 'pourcent', 'nombre'),
      (max, unite) => {
        const traits = graduer(max, unite);
        const [zero = -1, un = 0] = traits;
        expect([zero, (traits.at(-1) ?? 0) >= max, traits.length <= 6]).toEqual([0, true, true]);
        expect(traits).toEqual(traits.map((_, n) => n * un));
      },
    ),
  );
});
