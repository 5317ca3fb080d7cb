import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { EtatAcces } from '#shared/contrats/acces/acces';
import { ecartSecondes } from '#shared/temps/paris';
import { instantSchema } from '#shared/temps/types';
import { apresEchec, sansEchec, verrouille } from './etat';

const MAINTENANT = instantSchema.parse('2026-11-25T08:00:00Z');
const NEUF: EtatAcces = { _id: 'acces:a', type: 'acces', identifiant: 'a', echecs: 0, verrous: 0, secours: [] };
const REGLAGES = { echecsAvantVerrou: 5, verrouMinutes: [5, 15, 60] };

test('locked at the fifth failure, for longer each time, and the last duration holds', () => {
  let e = NEUF;
  const durees: number[] = [];
  for (let i = 1; i <= 25; i++) {
    e = apresEchec(e, REGLAGES, MAINTENANT);
    if (i % 5 === 0 && e.verrouJusqua) durees.push(ecartSecondes(MAINTENANT, e.verrouJusqua) / 60);
    else expect(e.echecs).toBe(i % 5);
  }
  expect(durees).toEqual([5, 15, 60, 60, 60]);
  expect(verrouille(e, MAINTENANT)).toBe(true);
  expect(verrouille(sansEchec(e), MAINTENANT)).toBe(false);
  expect(verrouille(e, instantSchema.parse('2026-11-25T09:00:00Z'))).toBe(false);
});

test('whatever the settings, never more failures than allowed between two locks', () => {
  fc.assert(
    fc.property(
      fc.integer({ min: 3, max: 20 }),
      fc.array(fc.integer({ min: 1, max: 1440 }), { minLength: 1, maxLength: 5 }),
      fc.array(fc.boolean(), { maxLength: 120 }),
      (echecsAvantVerrou, verrouMinutes, essais) => {
        let e = NEUF;
        let suite = 0;
        for (const juste of essais) {
          const avant = e.verrous;
          e = juste ? sansEchec(e) : apresEchec(e, { echecsAvantVerrou, verrouMinutes }, MAINTENANT);
          suite = juste || e.verrous > avant ? 0 : suite + 1;
          expect(suite).toBeLessThan(echecsAvantVerrou);
        }
      },
    ),
  );
});
