import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { instantDe } from '#shared/temps/paris';
import type { Instant } from '#shared/temps/types';
import { heureParlee, telephoneParle } from './parler';

describe('heureParlee', () => {
  test.each([
    ['2026-10-01T06:31:49Z', '8 heures 31'],
    ['2026-10-01T06:00:59Z', '8 heures'],
    ['2026-12-01T07:05:00Z', '8 heures 5'],
    ['2026-10-01T22:12:00Z', '0 heure 12'],
    ['2026-10-01T23:00:00Z', '1 heure'],
    // Autumn: 2 h 30 comes twice; spring: 2 h 30 does not exist.
    ['2026-10-25T00:30:00Z', '2 heures 30'],
    ['2026-10-25T01:30:00Z', '2 heures 30'],
    ['2026-10-25T02:30:00Z', '3 heures 30'],
    ['2026-03-29T00:59:59Z', '1 heure 59'],
    ['2026-03-29T01:00:00Z', '3 heures'],
  ])('[PT-2] %s se dit « %s », à l’heure de Paris', (instant, dit) => {
    expect(heureParlee(instant as Instant)).toBe(dit);
  });

  test('[PT-2] every instant is spoken as an hour of the day', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1_577_836_800, max: 2_208_988_800 }), (s) => {
        const lu = /^(\d{1,2}) heures?(?: (\d{1,2}))?$/.exec(heureParlee(instantDe(s * 1000)));
        return lu !== null && Number(lu[1]) < 24 && Number(lu[2] ?? 1) > 0 && Number(lu[2] ?? 1) < 60;
      }),
    );
  });
});

test('a telephone number is said two digits at a time', () => {
  expect(telephoneParle('+33144010203')).toBe('01 44 01 02 03');
  expect(telephoneParle('01.44.01.02.03')).toBe('01 44 01 02 03');
  expect(telephoneParle('3975')).toBe('39 75');
});
