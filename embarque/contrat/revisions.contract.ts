import { describe, expect, test } from 'vitest';
import { type BaseDEssai, type Contexte, greffe, h, nouvelleBase } from '../testing/client';

/** Point 5 of the contract: reading revisions, known and missing. */
export function contratRevisions(contexte: Contexte): void {
  const base = (): Promise<BaseDEssai> => nouvelleBase(contexte());

  describe('[MAG-5] revisions', () => {
    const racine = `1-${h('0')}`;
    const [a, b] = [`2-${h('a')}`, `2-${h('b')}`];
    const avecConflit = async (): Promise<BaseDEssai> => {
      const db = await base();
      await db.greffer([greffe('x', [racine], { n: 0 })]);
      await db.greffer([greffe('x', [a, racine], { n: 1 }), greffe('x', [b, racine], { _deleted: true })]);
      return db;
    };
    const demander = async (db: BaseDEssai, docs: object[], q = '') =>
      (await db.demander('POST', `/_bulk_get${q}`, { json: { docs } })).corps;

    test('[MAG-5] _bulk_get without revision and open_revs=all give every leaf, tombstones too', async () => {
      const db = await avecConflit();
      const feuilles = [{ ok: { _id: 'x', _rev: a, n: 1 } }, { ok: { _id: 'x', _rev: b, _deleted: true } }];
      const { results } = (await demander(db, [{ id: 'x' }])) as { results: { id: string; docs: object[] }[] };
      expect(results).toHaveLength(1);
      expect(results[0]?.docs).toHaveLength(2);
      expect(results[0]?.docs).toEqual(expect.arrayContaining(feuilles));
      const ouvertes = (await db.demander('GET', '/x?open_revs=all')).corps;
      expect(ouvertes).toHaveLength(2);
      expect(ouvertes).toEqual(expect.arrayContaining(feuilles));
      expect((await db.demander('GET', '/inconnu?open_revs=all')).statut).toBe(404);
    });

    test('[MAG-5] a revision asked for, an older one, a missing one, an unknown document', async () => {
      const db = await avecConflit();
      const docs = [{ id: 'x', rev: racine }, { id: 'x', rev: `9-${h('9')}` }, { id: 'y' }, { id: 'x', rev: a }];
      const manque = (id: string, rev: string) => ({ error: { id, rev, error: 'not_found', reason: 'missing' } });
      expect(await demander(db, docs, '?revs=true')).toEqual({
        results: [
          { id: 'x', docs: [{ ok: { _id: 'x', _rev: racine, n: 0, _revisions: { start: 1, ids: [h('0')] } } }] },
          { id: 'x', docs: [manque('x', `9-${h('9')}`)] },
          { id: 'y', docs: [manque('y', 'undefined')] },
          { id: 'x', docs: [{ ok: { _id: 'x', _rev: a, n: 1, _revisions: { start: 2, ids: [h('a'), h('0')] } } }] },
        ],
      });
      const q = `open_revs=${encodeURIComponent(JSON.stringify([racine, '9-x']))}`;
      expect((await db.demander('GET', `/x?${q}`)).corps).toEqual([
        { ok: { _id: 'x', _rev: racine, n: 0 } },
        { missing: '9-x' },
      ]);
    });

    test('[MAG-5] latest=true follows to the leaves', async () => {
      const db = await avecConflit();
      const { results } = (await demander(db, [{ id: 'x', rev: racine }], '?latest=true')) as {
        results: { docs: { ok: { _rev: string } }[] }[];
      };
      expect(results[0]?.docs.map((d) => d.ok._rev).sort()).toEqual([a, b]);
      const q = `open_revs=${encodeURIComponent(JSON.stringify([racine]))}&latest=true`;
      expect((await db.demander('GET', `/x?${q}`)).corps).toHaveLength(2);
    });

    test('[MAG-5] _revs_diff: inner revisions are known, possible ancestors are given', async () => {
      const db = await avecConflit();
      const { corps } = await db.demander('POST', '/_revs_diff', {
        json: { x: [racine, a, `3-${h('c')}`], y: ['1-abc'], constructor: [`1-${h('1')}`] },
      });
      expect(corps).toEqual({
        x: { missing: [`3-${h('c')}`], possible_ancestors: expect.arrayContaining([a, b]) },
        y: { missing: ['1-abc'] },
        constructor: { missing: [`1-${h('1')}`] },
      });
      expect((await db.demander('POST', '/_revs_diff', { json: { x: [racine, a] } })).corps).toEqual({});
      expect((await db.demander('POST', '/_revs_diff', { json: { x: ['garbage'] } })).statut).toBe(400);
    });

    test('[MAG-5] history is kept to a thousand revisions', async () => {
      const db = await base();
      const revs = Array.from(
        { length: 1_200 },
        (_, i) => `${1_200 - i}-${(1_200 - i).toString(16).padStart(32, '0')}`,
      );
      await db.greffer([greffe('x', revs, { n: 1 })]);
      const { rev } = (await db.demander('PUT', '/x', { json: { _rev: revs[0], n: 2 } })).corps as { rev: string };
      expect(rev).toMatch(/^1201-/);
      const { _revisions: r } = (await db.demander('GET', '/x?revs=true')).corps as { _revisions: { ids: string[] } };
      expect(r.ids).toHaveLength(1_000);
    });
  });
}
