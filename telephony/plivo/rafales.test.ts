import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { epochMs } from '#shared/temps/paris';
import type { Instant } from '#shared/temps/types';
import { compterRafales } from './rafales';

const HEURE = 3_600_000;
const T0 = epochMs('2026-10-01T06:31:49Z' as Instant);
const NUMERO = '+33199000001';

describe('rafales de codes erronés', () => {
  test('refused beyond the limit, and again admitted an hour after', () => {
    const r = compterRafales({ numero: 10, masques: 30 }, []);
    for (let i = 0; i < 10; i += 1) r.noter(NUMERO, T0 + i * 1000);
    expect(r.bloque(NUMERO, T0 + 10_000)).toBe(false);
    r.noter(NUMERO, T0 + 10_000);
    expect(r.bloque(NUMERO, T0 + 11_000)).toBe(true);
    expect(r.enCours(T0 + 11_000)).toBe(true);
    expect(r.bloque('+33199000002', T0 + 11_000)).toBe(false);
    expect(r.bloque(undefined, T0 + 11_000)).toBe(false);
    expect(r.bloque(NUMERO, T0 + HEURE + 1)).toBe(false);
    expect(r.enCours(T0 + HEURE + 1)).toBe(false);
  });

  test('withheld calls are counted together: an alert beyond the limit, for an hour, and nobody is refused', () => {
    const r = compterRafales({ numero: 3, masques: 5 }, []);
    for (let i = 0; i < 5; i += 1) r.noter(undefined, T0 + i * 1000);
    expect(r.masquesEnRafale(T0 + 5000)).toBe(false);
    for (let i = 5; i < 500; i += 1) r.noter(undefined, T0 + i * 1000);
    const fin = T0 + 499_000;
    expect([r.masquesEnRafale(fin), r.enCours(fin), r.bloque(undefined, fin)]).toEqual([true, false, false]);
    expect(r.recents(fin)).toHaveLength(6);
    expect(r.masquesEnRafale(fin + HEURE)).toBe(false);
  });

  test('what it keeps is bounded, in numbers and for each of them; the latest are kept', () => {
    const r = compterRafales({ numero: 3, masques: 5 }, []);
    for (let i = 0; i < 500; i += 1) r.noter(NUMERO, T0 + i);
    expect(r.recents(T0 + 500)).toHaveLength(4);
    for (let i = 0; i < 12_000; i += 1) r.noter(`+3319${String(i).padStart(7, '0')}`, T0 + 1000 + i);
    const gardes = r.recents(T0 + 14_000);
    expect(gardes).toHaveLength(10_000);
    expect(gardes.at(-1)?.numero).toBe('+33190011999');
  });

  test('known again from what it kept: the same numbers are blocked, as long', () => {
    fc.assert(
      fc.property(
        fc.array(fc.record({ n: fc.integer({ min: 0, max: 4 }), apres: fc.integer({ min: 0, max: 900 }) }), {
          maxLength: 80,
        }),
        fc.integer({ min: 0, max: 4000 }),
        (codes, plusTard) => {
          const avant = compterRafales({ numero: 3, masques: 5 }, []);
          let t = T0;
          for (const { n, apres } of codes) {
            t += apres * 1000;
            avant.noter(n === 4 ? undefined : `+3319900000${n}`, t);
          }
          const apres = compterRafales({ numero: 3, masques: 5 }, avant.recents(t).reverse());
          const fin = t + plusTard * 1000;
          expect(apres.masquesEnRafale(fin)).toBe(avant.masquesEnRafale(fin));
          for (const n of [0, 1, 2, 3]) {
            const quand = t + plusTard * 1000;
            expect(apres.bloque(`+3319900000${n}`, quand)).toBe(avant.bloque(`+3319900000${n}`, quand));
          }
        },
      ),
    );
  });
});
