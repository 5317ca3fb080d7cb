import { describe, expect, it } from 'vitest';
import { devancer } from './devancer';

type Demande = { x: number; repondre: (v: string) => void; echouer: (e: Error) => void };

/** A store that answers when it is told to. */
const ouvrir = () => {
  const demandes: Demande[] = [];
  const demander = (x: number): Promise<string> =>
    new Promise((repondre, echouer) => {
      demandes.push({ x, repondre, echouer });
    });
  return { demandes, demander };
};
const tour = (): Promise<void> => new Promise((suite) => setImmediate(suite));

describe('asking one ahead', () => {
  it('asks for nothing more once it is known that one has failed', async () => {
    const { demandes, demander } = ouvrir();
    const fini = (async () => {
      for await (const _ of devancer([1, 2, 3, 4], demander));
    })();
    fini.catch(() => undefined);
    await tour();
    demandes[1]?.echouer(new Error('deux'));
    await tour();
    demandes[0]?.repondre('a');
    await expect(fini).rejects.toThrow('deux');
    expect(demandes.map((d) => d.x)).toEqual([1, 2]);
  });

  it('has two asked for at most, and gives them in order', async () => {
    const { demandes, demander } = ouvrir();
    const rendus: [number, string][] = [];
    const fini = (async () => {
      for await (const r of devancer([1, 2, 3], demander)) rendus.push(r);
    })();
    await tour();
    expect(demandes.map((d) => d.x)).toEqual([1, 2]);
    demandes[1]?.repondre('b');
    await tour();
    expect([rendus, demandes.length]).toEqual([[], 2]);
    demandes[0]?.repondre('a');
    await tour();
    expect([rendus, demandes.length]).toEqual([
      [
        [1, 'a'],
        [2, 'b'],
      ],
      3,
    ]);
    demandes[2]?.repondre('c');
    await fini;
    expect(rendus.at(-1)).toEqual([3, 'c']);
  });

  it('tells a failure once what was asked for after it is over', async () => {
    const { demandes, demander } = ouvrir();
    let dit: unknown;
    const fini = (async () => {
      for await (const _ of devancer([1, 2, 3], demander)) throw new Error('rien n’a été répondu');
    })().catch((e: unknown) => {
      dit = e;
    });
    await tour();
    demandes[0]?.echouer(new Error('coupé'));
    await tour();
    expect([dit, demandes.length]).toEqual([undefined, 2]);
    demandes[1]?.echouer(new Error('coupé aussi'));
    await fini;
    expect([String(dit), demandes.length]).toEqual(['Error: coupé', 2]);
  });

  it('left before its end, ends once what was asked for is over', async () => {
    const { demandes, demander } = ouvrir();
    let parti = false;
    const fini = (async () => {
      for await (const _ of devancer([1, 2, 3], demander)) break;
      parti = true;
    })();
    await tour();
    demandes[0]?.repondre('a');
    await tour();
    expect(parti).toBe(false);
    demandes[1]?.repondre('b');
    await fini;
    expect([parti, demandes.length]).toEqual([true, 2]);
  });

  it('asks nothing of an empty list', async () => {
    const { demandes, demander } = ouvrir();
    for await (const _ of devancer([], demander)) throw new Error('rien n’était demandé');
    expect(demandes).toEqual([]);
  });
});
