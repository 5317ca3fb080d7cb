import { describe, expect, test } from 'vitest';
import { type Contexte, ecrits, nouvelleBase } from '../testing/contexte';

const greffe = (id: string, ids: readonly string[], plus: object): string =>
  JSON.stringify({ _id: id, _rev: `${ids.length}-${ids[0]}`, _revisions: { start: ids.length, ids }, ...plus });

/** What a cluster adds: two sides that wrote, and the nodes themselves. */
export function contratGrappe(contexte: Contexte): void {
  describe('[MAG-11] what both sides of a partition wrote', () => {
    test('[MAG-11] the feed names every leaf; those that live are read with their bodies, the one that is shown first', async () => {
      const m = contexte();
      const base = await nouvelleBase(m);
      const [premiere = ''] = await ecrits(m, base, [{ _id: 'a', v: 0 }]);
      const racine = premiere.slice(2);
      await m.bruts.greffer(base, [
        greffe('a', ['aa', racine], { v: 1 }),
        greffe('a', ['bb', racine], { v: 2 }),
        greffe('a', ['cc', racine], { _deleted: true }),
      ]);
      expect((await m.feuilles(base, 'a')).map((d) => [d._rev, d.v])).toEqual([
        ['2-bb', 2],
        ['2-aa', 1],
      ]);
      expect((await m.lire(base, 'a'))?.v).toBe(2);
      const [ligne] = (await m.changements(base, { depuis: '0', limite: 10 })).lignes;
      expect(ligne).toMatchObject({ id: 'a', rev: '2-bb', supprime: false });
      expect([...(ligne?.autres ?? [])].sort()).toEqual(['2-aa', '2-cc']);
      expect((await m.revisions(base, 'a')).map((f) => [f.rev, f.supprime]).sort()).toEqual([
        ['2-aa', false],
        ['2-bb', false],
        ['2-cc', true],
      ]);

      // The loser is deleted at its own revision; what is shown does not move.
      await ecrits(m, base, [{ _id: 'a', _rev: '2-aa', _deleted: true }]);
      expect((await m.feuilles(base, 'a')).map((d) => d._rev)).toEqual(['2-bb']);
      expect((await m.lire(base, 'a'))?._rev).toBe('2-bb');
    });

    test('[MAG-11] one leaf: nothing else is named; none where it is absent, deleted, or its database is', async () => {
      const m = contexte();
      const base = await nouvelleBase(m);
      const [rev] = await ecrits(m, base, [{ _id: 'a' }, { _id: 'b' }]);
      const [ligne] = (await m.changements(base, { depuis: '0', limite: 1 })).lignes;
      expect(ligne && 'autres' in ligne).toBe(false);
      await ecrits(m, base, [{ _id: 'a', _rev: rev, _deleted: true }]);
      for (const [b, id] of [
        [base, 'a'],
        [base, 'jamais'],
        ['contrat-absente', 'a'],
      ] as const)
        expect(await m.feuilles(b, id)).toEqual([]);
      expect(await m.revisions('contrat-absente', 'a')).toEqual([]);
    });
  });

  test('[MAG-13] sent again to the copies: each id is answered for itself, the mark of a deletion is there, what is not is said', async () => {
    const m = contexte();
    const base = await nouvelleBase(m);
    const [rev] = await ecrits(m, base, [{ _id: 'a' }, { _id: 'b' }]);
    await ecrits(m, base, [{ _id: 'a', _rev: rev, _deleted: true }]);
    const avant = await m.revisions(base, 'a');
    expect(await m.affermir(base, ['a', 'jamais', 'b'])).toEqual({ fermes: ['a', 'b'], introuvables: ['jamais'] });
    expect(await m.affermir(base, ['jamais'])).toEqual({ fermes: [], introuvables: ['jamais'] });
    expect(await m.affermir(base, [])).toEqual({ fermes: [], introuvables: [] });
    expect(await m.revisions(base, 'a')).toEqual(avant);
    await expect(m.affermir('contrat-absente', ['a'])).rejects.toMatchObject({ statusCode: 404 });
  });

  test('[MAG-12] the nodes: each is there, with what it has to push and since when it runs; or the store is one process', async () => {
    for (const n of await contexte().noeuds()) {
      expect(n.present).toBe(true);
      expect(n.aTransmettre).toBeGreaterThanOrEqual(0);
      expect(n.actifS).toBeGreaterThanOrEqual(0);
    }
  });
}
