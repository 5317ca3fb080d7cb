import { setTimeout as attendre } from 'node:timers/promises';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { deuxDeFront } from './deux-de-front';

describe('deux de front', () => {
  it('deux au plus à la fois, commencés dans l’ordre, rendus dans l’ordre', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(fc.integer({ min: 1, max: 4 }), { maxLength: 12 }), async (travaux) => {
        const commences: number[] = [];
        let enCours = 0;
        let auPlus = 0;
        const faits = await deuxDeFront(travaux, async (tours, rang) => {
          commences.push(rang);
          enCours += 1;
          auPlus = Math.max(auPlus, enCours);
          for (let n = 0; n < tours; n += 1) await attendre(0);
          enCours -= 1;
          return `${rang}:${tours}`;
        });
        expect(faits).toEqual(travaux.map((tours, rang) => `${rang}:${tours}`));
        expect(commences).toEqual(travaux.map((_, rang) => rang));
        expect(auPlus).toBe(Math.min(2, travaux.length));
      }),
      { numRuns: 40 },
    );
  });

  it('un échec est dit quand l’autre est fini, et rien d’autre ne commence', async () => {
    const finis: number[] = [];
    const faire = async (n: number): Promise<number> => {
      if (n === 1) throw new Error('le deuxième');
      await attendre(10);
      finis.push(n);
      return n;
    };
    await expect(deuxDeFront([0, 1, 2, 3], faire)).rejects.toThrow('le deuxième');
    expect(finis).toEqual([0]);
    await attendre(25);
    expect(finis).toEqual([0]);
  });
});
