import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { enFile, recul, unSeul } from './enchainer';

/** A work that ends when it is told to. */
const travail = <T>() => {
  let finir: (v: T) => void = () => undefined;
  let echouer: (e: unknown) => void = () => undefined;
  const fini = new Promise<T>((ok, ko) => {
    finir = ok;
    echouer = ko;
  });
  return { fini, finir, echouer };
};

describe('one after the other', () => {
  it('whatever each takes and whichever fails: begun in order, never two at once, each answered to who asked', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.scheduler(),
        fc.array(fc.boolean(), { minLength: 1, maxLength: 12 }),
        async (s, reussites) => {
          const file = enFile();
          const commences: number[] = [];
          let enCours = 0;
          const reponses = reussites.map((reussit, n) =>
            file(async () => {
              commences.push(n);
              enCours += 1;
              expect(enCours).toBe(1);
              await s.schedule(Promise.resolve());
              enCours -= 1;
              if (!reussit) throw new Error(String(n));
              return n;
            }).catch((e: unknown) => (e as Error).message),
          );
          await s.waitFor(Promise.all(reponses));
          expect(commences).toEqual(reussites.map((_, n) => n));
          expect(await Promise.all(reponses)).toEqual(reussites.map((reussit, n) => (reussit ? n : String(n))));
        },
      ),
    );
  });
});

describe('once at a time', () => {
  it('who asks while it goes on has the same answer; who asks later, another', async () => {
    let lances = 0;
    let t = travail<string>();
    const lire = unSeul(() => {
      lances += 1;
      return t.fini;
    });
    const deux = [lire(), lire()];
    t.finir('dix');
    expect(await Promise.all(deux)).toEqual(['dix', 'dix']);
    t = travail();
    const trois = lire();
    t.finir('onze');
    expect([await trois, lances]).toEqual(['onze', 2]);
  });

  it('a failure is told to all who waited for it, and does not last', async () => {
    let t = travail<string>();
    const lire = unSeul(() => t.fini);
    const deux = [lire(), lire()];
    t.echouer(new Error('silence'));
    for (const p of deux) await expect(p).rejects.toThrow('silence');
    t = travail();
    t.finir('dix');
    expect(await lire()).toBe('dix');
  });
});

it('another attempt waits twice as long each time, up to a limit, and starts again from the first once one has passed', () => {
  const attente = recul(1_000, 15_000);
  const suite = Array.from({ length: 6 }, () => {
    const ms = attente.lire();
    attente.allonger();
    return ms;
  });
  expect(suite).toEqual([1_000, 2_000, 4_000, 8_000, 15_000, 15_000]);
  attente.reprendre();
  expect(attente.lire()).toBe(1_000);
});
