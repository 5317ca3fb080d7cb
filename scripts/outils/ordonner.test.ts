import { describe, expect, it } from 'vitest';
import type { Bilan, Etape } from './etapes';
import { type EtapeOrdonnee, ordonner } from './ordonner';

const etape = (nom: string, coeurs: number, ...apres: string[]): EtapeOrdonnee => ({
  nom,
  coeurs,
  commande: ['true'],
  ...(apres.length > 0 ? { apres } : {}),
});
const bilan = ({ nom }: Etape, echecs = 0): Bilan => ({
  nom,
  passes: 1 - echecs,
  echecs,
  secondes: 0,
  sortie: '',
  durees: [],
});

/** Steps that end when they are told to; which of them run. */
const scene = (etapes: EtapeOrdonnee[], coeurs = 2) => {
  const courent = new Map<string, (echecs: number) => void>();
  const fin = ordonner(
    etapes,
    coeurs,
    (e) => new Promise((ok) => courent.set(e.nom, (echecs) => ok(bilan(e, echecs)))),
  );
  return {
    fin,
    courent: () => [...courent.keys()],
    finir: async (nom: string, echecs = 0) => {
      courent.get(nom)?.(echecs);
      courent.delete(nom);
      await new Promise((suite) => setImmediate(suite));
    },
  };
};

describe('ordonner', () => {
  it('keeps both cores busy, in the order of the table; what fits goes before what does not', async () => {
    const s = scene([etape('a', 1), etape('deux', 2), etape('b', 1), etape('c', 1)]);
    expect(s.courent()).toEqual(['a', 'b']);
    await s.finir('b');
    expect(s.courent()).toEqual(['a', 'c']);
    await s.finir('a');
    expect(s.courent()).toEqual(['c']);
    await s.finir('c');
    expect(s.courent()).toEqual(['deux']);
    await s.finir('deux');
    expect((await s.fin).map((b) => b.nom)).toEqual(['b', 'a', 'c', 'deux']);
  });

  it('a step begins after what it stands on has passed; after a failure it is not run, nor what stands on it, and both fail', async () => {
    const s = scene([etape('recits', 2, 'construction'), etape('construction', 1), etape('fin', 1, 'recits')]);
    expect(s.courent()).toEqual(['construction']);
    await s.finir('construction', 1);
    expect((await s.fin).map((b) => [b.nom, b.echecs, b.sortie])).toEqual([
      ['construction', 1, ''],
      ['recits', 1, 'pas lancé : « construction » a échoué'],
      ['fin', 1, 'pas lancé : « recits » a échoué'],
    ]);
  });

  it('a step that asks for more cores than there are runs alone', async () => {
    const s = scene([etape('large', 4), etape('b', 1)], 1);
    expect(s.courent()).toEqual(['large']);
    await s.finir('large');
    await s.finir('b');
    expect(await s.fin).toHaveLength(2);
  });

  it('a step that keeps no core busy runs beside the others, and is waited for by what stands on it, alone if need be', async () => {
    const s = scene([etape('paquets', 0), etape('a', 1), etape('b', 1), etape('suites', 2, 'paquets')]);
    expect(s.courent()).toEqual(['paquets', 'a', 'b']);
    await s.finir('a');
    await s.finir('b');
    expect(s.courent()).toEqual(['paquets']);
    await s.finir('paquets');
    expect(s.courent()).toEqual(['suites']);
    await s.finir('suites');
    expect(await s.fin).toHaveLength(4);
  });

  it('steps that wait for one another, or for one that is not in the table, are a mistake of the table', async () => {
    await expect(scene([etape('a', 1, 'b'), etape('b', 1, 'a')]).fin).rejects.toThrow('s’attendent sans fin : a, b');
    expect(() => scene([etape('a', 1, 'nulle')])).toThrow('étape inconnue : nulle');
  });
});
