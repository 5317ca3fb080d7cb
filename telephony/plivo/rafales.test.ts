import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { epochMs } from '#shared/temps/paris';
import type { Instant } from '#shared/temps/types';
import { ATTENTE_MAX_MS, compterRafales, type Origine } from './rafales';

const HEURE = 3_600_000;
const T0 = epochMs('2026-10-01T06:31:49Z' as Instant);
const NUMERO = '+33199000001';
const chez = (numero: string): Origine => ({ numero, connu: true });
const inconnu = (numero: string): Origine => ({ numero, connu: false });
const MASQUE: Origine = { numero: undefined, connu: false };

describe('rafales de codes erronés', () => {
  test('the answer is held back longer and longer; over the limit one wrong code is the last, for an hour', () => {
    const r = compterRafales({ numero: 10, sansNom: 30 }, []);
    const attentes = Array.from({ length: 12 }, (_, i) => {
      r.noter(chez(NUMERO), T0 + i * 1000);
      return r.attenteMs(chez(NUMERO), T0 + i * 1000);
    });
    expect(attentes).toEqual([0, 0, 0, 250, 500, 1000, 2000, 3000, 3000, 3000, 3000, 3000]);
    const fin = T0 + 11_000;
    expect([r.serree(chez(NUMERO), fin), r.enCours(fin), r.sansNomEnRafale(fin)]).toEqual([true, true, false]);
    expect(r.serree(chez('+33199000002'), fin)).toBe(false);
    expect([r.serree(MASQUE, fin), r.attenteMs(MASQUE, fin)]).toEqual([false, 0]);
    const apres = T0 + HEURE + 2001;
    expect([r.serree(chez(NUMERO), apres), r.enCours(apres)]).toEqual([false, false]);
  });

  test('no answer is held back until the operator asks again', () => {
    const r = compterRafales({ numero: 1, sansNom: 1 }, []);
    for (let i = 0; i < 5000; i += 1) r.noter(inconnu(NUMERO), T0);
    expect(r.attenteMs(inconnu(NUMERO), T0)).toBe(ATTENTE_MAX_MS);
    expect(ATTENTE_MAX_MS).toBeLessThan(4000);
  });

  test('withheld calls and numbers that nobody has are counted together, whatever numbers they show', () => {
    const r = compterRafales({ numero: 3, sansNom: 5 }, []);
    for (let i = 0; i < 5; i += 1) r.noter(i % 2 ? MASQUE : inconnu(`+3361200000${i}`), T0 + i * 1000);
    expect(r.sansNomEnRafale(T0 + 5000)).toBe(false);
    for (let i = 5; i < 500; i += 1) r.noter(i % 2 ? MASQUE : inconnu(`+33612000${i}`), T0 + i * 1000);
    const fin = T0 + 499_000;
    expect([r.sansNomEnRafale(fin), r.enCours(fin)]).toEqual([true, false]);
    expect([r.serree(MASQUE, fin), r.serree(inconnu('+33612999999'), fin), r.serree(chez(NUMERO), fin)]).toEqual([
      true,
      true,
      false,
    ]);
    expect(r.attenteMs(chez(NUMERO), fin)).toBe(0);
    expect(r.sansNomEnRafale(fin + HEURE)).toBe(false);
  });

  test('the alert says how many codes, from how many numbers, and how many behind none', () => {
    const r = compterRafales({ numero: 10, sansNom: 30 }, []);
    for (let i = 0; i < 4; i += 1) r.noter(chez(NUMERO), T0);
    for (let i = 0; i < 3; i += 1) r.noter(inconnu('+33612345678'), T0);
    for (let i = 0; i < 2; i += 1) r.noter(MASQUE, T0);
    expect(r.constat(T0)).toEqual({ codes: 9, numeros: 2, masques: 2 });
    expect(r.constat(T0 + HEURE)).toEqual({ codes: 0, numeros: 0, masques: 0 });
  });

  test('what it keeps is bounded, in numbers and for each of them; the latest are kept', () => {
    const r = compterRafales({ numero: 3, sansNom: 5 }, []);
    for (let i = 0; i < 500; i += 1) r.noter(chez(NUMERO), T0 + i);
    expect(r.recents(T0 + 500)).toHaveLength(8);
    for (let i = 0; i < 12_000; i += 1) r.noter(chez(`+3319${String(i).padStart(7, '0')}`), T0 + 1000 + i);
    const gardes = r.recents(T0 + 14_000);
    expect(gardes).toHaveLength(10_000);
    expect(gardes.at(-1)?.numero).toBe('+33190011999');
  });

  test('known again from what it kept: the same calls are slowed, as long', () => {
    const origine = (n: number): Origine =>
      n === 4 ? MASQUE : n < 2 ? chez(`+3319900000${n}`) : inconnu(`+3361200000${n}`);
    fc.assert(
      fc.property(
        fc.array(fc.record({ n: fc.integer({ min: 0, max: 4 }), apres: fc.integer({ min: 0, max: 900 }) }), {
          maxLength: 80,
        }),
        fc.integer({ min: 0, max: 4000 }),
        (codes, plusTard) => {
          const avant = compterRafales({ numero: 3, sansNom: 5 }, []);
          let t = T0;
          for (const { n, apres } of codes) {
            t += apres * 1000;
            avant.noter(origine(n), t);
          }
          const apres = compterRafales({ numero: 3, sansNom: 5 }, avant.recents(t).reverse());
          const fin = t + plusTard * 1000;
          expect(apres.sansNomEnRafale(fin)).toBe(avant.sansNomEnRafale(fin));
          for (const n of [0, 1, 2, 3, 4]) {
            expect(apres.serree(origine(n), fin)).toBe(avant.serree(origine(n), fin));
            expect(apres.attenteMs(origine(n), fin)).toBe(avant.attenteMs(origine(n), fin));
          }
        },
      ),
    );
  });
});
