import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { type BaseDEssai, type Contexte, greffe, h, nouvelleBase } from '../testing/client';

const conflit = { error: 'conflict', reason: 'Document update conflict.' };
const ids = (corps: unknown): string[] => (corps as { rows: { id: string }[] }).rows.map((r) => r.id);

/** Points 1 to 4 of the contract: documents, tombstones, replicated revisions, lots. */
export function contratDocuments(contexte: Contexte): void {
  const base = (): Promise<BaseDEssai> => nouvelleBase(contexte());

  describe('[MAG-1] _all_docs', () => {
    const NOMS = ['Z', 'a', 'a/b', 'aé', 'z', 'é', '\u20ac', '\ufffd', '😀', '\u{10ffff}'];

    test('[MAG-1] order is that of UTF-8 bytes, both ways', async () => {
      const db = await base();
      await db.lots([...NOMS].reverse().map((_id) => ({ _id })));
      expect(ids((await db.demander('GET', '/_all_docs')).corps)).toEqual(NOMS);
      expect(ids((await db.demander('GET', '/_all_docs?descending=true')).corps)).toEqual([...NOMS].reverse());
    });

    test('[MAG-1] ranges: bounds, exclusive end, limit, skip, descending, offset, total', async () => {
      const db = await base();
      await db.lots(['a', 'b', 'c', 'd', 'e'].map((_id) => ({ _id })));
      const lire = async (q: string) => (await db.demander('GET', `/_all_docs?${q}`)).corps;
      expect(ids(await lire('startkey="b"&endkey="d"'))).toEqual(['b', 'c', 'd']);
      expect(ids(await lire('start_key="b"&end_key="d"&inclusive_end=false'))).toEqual(['b', 'c']);
      expect(ids(await lire('startkey="d"&endkey="b"&descending=true'))).toEqual(['d', 'c', 'b']);
      expect(ids(await lire('startkey="d"&endkey="b"&descending=true&inclusive_end=false'))).toEqual(['d', 'c']);
      expect(await lire('startkey="b"&limit=2')).toMatchObject({ total_rows: 5, offset: 1 });
      expect(await lire('skip=2&limit=1')).toMatchObject({ total_rows: 5, offset: 2, rows: [{ id: 'c' }] });
      expect(ids(await lire('limit=0'))).toEqual([]);
      expect(ids(await lire('key="c"'))).toEqual(['c']);
      expect(ids(await lire('startkey="bb"&endkey="bc"'))).toEqual([]);
      expect(await lire('startkey="zz"')).toMatchObject({ total_rows: 5, offset: 5, rows: [] });
    });

    test('[MAG-1] keys keep their order and repeats; deleted and unknown have their row; limit and skip apply', async () => {
      const db = await base();
      const a = await db.ecrire('a', { n: 1 });
      const b = await db.supprimer('b', await db.ecrire('b'));
      const lire = (q: string, keys: unknown) => db.demander('POST', `/_all_docs${q}`, { json: { keys } });
      const { corps } = await lire('?include_docs=true', ['b', 'x', 'a', 'a']);
      const ligneA = { id: 'a', key: 'a', value: { rev: a }, doc: { _id: 'a', _rev: a, n: 1 } };
      expect(corps).toEqual({
        total_rows: 1,
        offset: null,
        rows: [
          { id: 'b', key: 'b', value: { rev: b, deleted: true }, doc: null },
          { key: 'x', error: 'not_found' },
          ligneA,
          ligneA,
        ],
      });
      expect((await lire('?skip=1&limit=2', ['b', 'x', 'a', 'a'])).corps).toMatchObject({
        rows: [{ key: 'x', error: 'not_found' }, { id: 'a' }],
      });
      expect((await db.demander('GET', '/_all_docs?keys=["x","a"]')).corps).toMatchObject({
        rows: [{ key: 'x' }, { id: 'a' }],
      });
      expect((await lire('', 1)).corps).toEqual({
        error: 'bad_request',
        reason: '`keys` body member must be an array.',
      });
    });

    test('[MAG-1] the body of a POST carries the same parameters as the query, and _all_docs/queries several', async () => {
      const db = await base();
      await db.lots(['a', 'b', 'c'].map((_id) => ({ _id })));
      const post = await db.demander('POST', '/_all_docs', { json: { startkey: 'b', limit: 1, include_docs: true } });
      expect(post.corps).toMatchObject({ offset: 1, rows: [{ id: 'b', doc: { _id: 'b' } }] });
      const lots = await db.demander('POST', '/_all_docs/queries', {
        json: { queries: [{ key: 'a' }, { keys: ['c'] }] },
      });
      expect(lots.corps).toMatchObject({ results: [{ rows: [{ id: 'a' }] }, { rows: [{ id: 'c' }] }] });
    });

    test('[MAG-1] conflicts and update_seq are given when asked for; bad parameters are 400', async () => {
      const db = await base();
      await db.greffer([greffe('a', [`1-${h('a')}`]), greffe('a', [`1-${h('b')}`])]);
      const { corps } = await db.demander('GET', '/_all_docs?include_docs=true&conflicts=true&update_seq=true');
      expect(corps).toMatchObject({ rows: [{ doc: { _rev: `1-${h('b')}`, _conflicts: [`1-${h('a')}`] } }] });
      expect((corps as { update_seq: string }).update_seq).toMatch(/^\d+-/);
      for (const q of ['limit=-1', 'limit=x', 'include_docs=oui', 'startkey=a']) {
        expect((await db.demander('GET', `/_all_docs?${q}`)).statut, q).toBe(400);
      }
    });
  });

  describe('[MAG-2] tombstones', () => {
    test('[MAG-2] a deleted document: 404 deleted, DELETE again 404, its revision readable', async () => {
      const db = await base();
      const r1 = await db.ecrire('a', { n: 1 });
      const r2 = await db.supprimer('a', r1);
      expect(r2).toMatch(/^2-/);
      const absent = await db.demander('GET', '/a');
      expect([absent.statut, absent.corps]).toEqual([404, { error: 'not_found', reason: 'deleted' }]);
      expect((await db.demander('DELETE', `/a?rev=${r2}`)).corps).toEqual({ error: 'not_found', reason: 'deleted' });
      const pierre = await db.demander('GET', `/a?rev=${r2}`);
      expect([pierre.statut, pierre.corps]).toEqual([200, { _id: 'a', _rev: r2, _deleted: true }]);
      expect((await db.demander('GET', '/b')).corps).toEqual({ error: 'not_found', reason: 'missing' });
      expect((await db.demander('DELETE', '/b')).corps).toEqual({ error: 'not_found', reason: 'missing' });
    });

    test('[MAG-2] PUT on a tombstone: 409 with its revision, next generation without', async () => {
      const db = await base();
      const r2 = await db.supprimer('a', await db.ecrire('a'));
      expect((await db.demander('PUT', '/a', { json: { _rev: r2 } })).statut).toBe(409);
      expect((await db.demander('PUT', '/a', { json: { _deleted: true } })).statut).toBe(409);
      const r3 = await db.ecrire('a', { encore: true });
      expect(r3).toMatch(/^3-/);
      const { corps } = await db.demander('GET', '/a?revs=true');
      expect(corps).toMatchObject({ encore: true, _revisions: { start: 3 } });
      expect((corps as { _revisions: { ids: string[] } })._revisions.ids).toHaveLength(3);
    });

    test('[MAG-2] PUT with _deleted answers 200 and keeps the other fields', async () => {
      const db = await base();
      const r1 = await db.ecrire('a', { n: 1 });
      const put = await db.demander('PUT', '/a', { json: { _rev: r1, _deleted: true, motif: 'fin' } });
      expect(put.statut).toBe(200);
      const { rev } = put.corps as { rev: string };
      expect((await db.demander('GET', `/a?rev=${rev}`)).corps).toEqual({
        _id: 'a',
        _rev: rev,
        _deleted: true,
        motif: 'fin',
      });
    });

    test('[MAG-2] writing: 201 then 409; a wrong or malformed revision; If-Match and ?rev=; all must agree', async () => {
      const db = await base();
      const cree = await db.demander('PUT', '/a', { json: { n: 1 } });
      const { rev } = cree.corps as { rev: string };
      expect([cree.statut, cree.corps]).toEqual([201, { ok: true, id: 'a', rev }]);
      expect(cree.entetes.get('etag')).toBe(`"${rev}"`);
      const encore = await db.demander('PUT', '/a', { json: {} });
      expect([encore.statut, encore.corps]).toEqual([409, conflit]);
      // On a revision that it never had, a new document is refused, or begins after it: nobody relies on which.
      const inconnue = await db.demander('PUT', '/b', { json: { _rev: rev } });
      const suite = { ok: true, id: 'b', rev: expect.stringMatching(/^2-/) };
      expect([
        [409, conflit],
        [201, suite],
      ]).toContainEqual([inconnue.statut, inconnue.corps]);
      expect((await db.demander('PUT', '/a', { json: { _rev: 'x' } })).corps).toEqual({
        error: 'bad_request',
        reason: 'Invalid rev format',
      });
      const parEtag = await db.demander('PUT', '/a', { json: { n: 2 }, entetes: { 'If-Match': `"${rev}"` } });
      expect(parEtag.statut).toBe(201);
      const { rev: r2 } = parEtag.corps as { rev: string };
      expect((await db.demander('PUT', `/a?rev=${r2}`, { json: { _rev: rev } })).statut).toBe(400);
      expect((await db.demander('PUT', '/a', { json: { _rev: r2 }, entetes: { 'If-Match': rev } })).statut).toBe(400);
      expect((await db.demander('DELETE', '/a')).statut).toBe(409);
      expect((await db.demander('DELETE', '/a', { entetes: { 'If-Match': r2 } })).statut).toBe(200);
    });
  });

  describe('[MAG-2] writers at the same time', () => {
    test('[MAG-2] of ten who write the same document, one wins, nine are in conflict', async () => {
      const db = await base();
      const rev = await db.ecrire('a', { n: 0 });
      const dix = Array.from({ length: 10 }, (_, n) => db.demander('PUT', '/a', { json: { _rev: rev, n } }));
      const reponses = await Promise.all(dix);
      const pris = reponses.filter((r) => r.statut !== 409);
      if (db.copies === 1) expect(pris.map((r) => r.statut)).toEqual([201]);
      // Copies may take two of them in another order: what all of them have not taken is a 202, which confirms nothing.
      expect(pris.length).toBeGreaterThan(0);
      expect(pris.filter((r) => r.statut === 201).length).toBeLessThanOrEqual(1);
      for (const r of pris) expect([201, 202]).toContain(r.statut);
      const lu = (await db.demander('GET', '/a?conflicts=true')).corps as { _rev: string; _conflicts?: string[] };
      const revs = pris.map((r) => (r.corps as { rev: string }).rev);
      // Nothing that was refused is there, and what was confirmed is.
      expect(revs).toEqual(expect.arrayContaining([lu._rev, ...(lu._conflicts ?? [])]));
      if (db.copies === 1) expect(lu).not.toHaveProperty('_conflicts');
    });

    test('[MAG-2] many writers on many documents: every answer is true, every revision readable', async () => {
      const db = await base();
      const suivre = async (e: number): Promise<void> => {
        let rev = await db.ecrire(`d${e}`, { n: 0 });
        for (let n = 1; n <= 10; n++) {
          const [bon, faux] = await Promise.all([
            db.demander('PUT', `/d${e}`, { json: { _rev: rev, n } }),
            db.demander('PUT', `/d${e}`, { json: { _rev: `9-${h('9')}`, n } }),
          ]);
          expect([bon.statut, faux.statut]).toEqual([201, 409]);
          rev = (bon.corps as { rev: string }).rev;
        }
        const mort = await db.supprimer(`d${e}`, rev);
        expect(mort).toMatch(/^12-/);
        expect(await db.ecrire(`d${e}`, { fin: e })).toMatch(/^13-/);
      };
      await Promise.all([0, 1, 2, 3, 4, 5].map(suivre));
      const { corps } = await db.demander('GET', '/_all_docs?include_docs=true');
      const { rows } = corps as { rows: { doc: object }[] };
      expect(rows.map((r) => r.doc)).toMatchObject([0, 1, 2, 3, 4, 5].map((fin) => ({ _id: `d${fin}`, fin })));
      expect((await db.demander('GET', '/_changes')).corps).toMatchObject({ results: { length: 6 }, pending: 0 });
      const revs = (await db.demander('GET', '/d0?revs=true')).corps as { _revisions: { ids: string[] } };
      expect(revs._revisions.ids).toHaveLength(13);
    });

    test('[MAG-2] design documents are documents; POST makes ids; batch=ok is accepted', async () => {
      const db = await base();
      expect((await db.demander('PUT', '/_design/vues', { json: { language: 'javascript' } })).statut).toBe(201);
      expect((await db.demander('GET', '/_design%2Fvues')).corps).toMatchObject({ _id: '_design/vues' });
      const poste = await db.demander('POST', '', { json: { n: 1 } });
      expect([poste.statut, poste.corps]).toEqual([201, { ok: true, id: expect.any(String), rev: expect.any(String) }]);
      expect((await db.demander('POST', '', { json: { _id: '_design/vues' } })).statut).toBe(409);
      expect((await db.demander('PUT', '/b?batch=ok', { json: {} })).statut).toBe(202);
      expect((await db.demander('PUT', '/_x', { json: {} })).corps).toMatchObject({ error: 'illegal_docid' });
    });
  });

  describe('[MAG-3] replicated revisions', () => {
    test('[MAG-3] new_edits false answers 201 []; a known revision changes nothing', async () => {
      const db = await base();
      const doc = greffe('a', [`2-${h('b')}`, `1-${h('a')}`], { n: 1 });
      const premiere = await db.greffer([doc]);
      expect([premiere.statut, premiere.corps]).toEqual([201, []]);
      const { last_seq } = (await db.demander('GET', '/_changes')).corps as { last_seq: string };
      expect((await db.greffer([doc])).corps).toEqual([]);
      const apres = async () =>
        ((await db.demander('GET', `/_changes?since=${last_seq}`)).corps as { results: { id: string }[] }).results;
      if (db.copies === 1) expect(await apres()).toEqual([]);
      // The body of an older one that was known by name alone may come as a change: of the document as it is.
      expect((await db.greffer([greffe('a', [`1-${h('a')}`])])).corps).toEqual([]);
      for (const l of await apres()) expect(l).toMatchObject({ id: 'a', changes: [{ rev: `2-${h('b')}` }] });
      expect((await db.demander('GET', '/_changes?style=all_docs')).corps).toMatchObject({
        results: [{ id: 'a', changes: [{ rev: `2-${h('b')}` }] }],
      });
    });

    test('[MAG-3] the winner is the highest leaf that is not deleted; conflicts are listed apart', async () => {
      const db = await base();
      const [a, b, c, d] = [`2-${h('a')}`, `2-${h('b')}`, `2-${h('c')}`, `3-${h('d')}`];
      const racine = `1-${h('0')}`;
      await db.greffer([
        greffe('x', [a, racine], { n: 'a' }),
        greffe('x', [c, racine], { _deleted: true }),
        greffe('x', [b, racine], { n: 'b' }),
        greffe('x', [d, `2-${h('f')}`, racine], { _deleted: true }),
      ]);
      expect((await db.demander('GET', '/x?conflicts=true&deleted_conflicts=true')).corps).toEqual({
        _id: 'x',
        _rev: b,
        n: 'b',
        _conflicts: [a],
        _deleted_conflicts: [d, c],
      });
      // An id that reads like what the store notes of the revision that wins.
      const id = `y","winningRev":"9-${h('9')}","deleted":true,"seq":1}`;
      await db.greffer([greffe(id, [`1-${h('b')}`]), greffe(id, [`1-${h('a')}`])]);
      const rangees = async (): Promise<unknown> => (await db.demander('GET', '/_all_docs')).corps;
      const autre = { id, key: id, value: { rev: `1-${h('b')}` } };
      expect(await rangees()).toMatchObject({ rows: [{ id: 'x', key: 'x', value: { rev: b } }, autre] });
      // Ids of two lengths: they are compared as bytes.
      const courtes = ['1-abc', `1-${'9'.repeat(32)}`];
      await db.greffer(courtes.map((rev) => greffe('z', [rev])));
      const seule = await db.demander('GET', '/_all_docs?startkey="z"&limit=1');
      expect(seule.corps).toMatchObject({ rows: [{ value: { rev: courtes[1] } }] });
      const z = (await db.demander('GET', '/z')).corps as { _rev: string };
      expect(z._rev).toBe(courtes[1]);
      for (const rev of [courtes[1], courtes[0]]) await db.supprimer('z', rev ?? '');
      await db.supprimer('x', b);
      expect((await db.demander('GET', '/x?conflicts=true')).corps).toEqual({ _id: 'x', _rev: a, n: 'a' });
      expect(await rangees()).toMatchObject({ rows: [{ value: { rev: a } }, autre] });
      await db.supprimer('x', a);
      expect(await rangees()).toMatchObject({ rows: [autre] });
      expect((await db.demander('GET', '/x')).corps).toEqual({ error: 'not_found', reason: 'deleted' });
      expect((await db.demander('GET', '')).corps).toMatchObject({ doc_count: 1, doc_del_count: 2 });
    });

    test('[MAG-3] whatever the order in which revisions come, the document is the same', async () => {
      // Each revision grows on an earlier one; the first is the root.
      const arbres = fc.array(fc.tuple(fc.nat(), fc.boolean()), { minLength: 1, maxLength: 9 });
      const ordre = fc.array(fc.nat(), { minLength: 10, maxLength: 10 });
      await fc.assert(
        fc.asyncProperty(arbres, ordre, async (branches, hasard) => {
          const lignees: string[][] = [];
          const docs = branches.map(([n, deleted], i) => {
            const parent = lignees.length === 0 ? [] : (lignees[n % lignees.length] ?? []);
            const lignee = [`${parent.length + 1}-${(i + 1).toString(16).padStart(32, '0')}`, ...parent];
            lignees.push(lignee);
            return greffe('x', lignee, deleted ? { i, _deleted: true } : { i });
          });
          const melange = docs.map((d, i) => ({ d, h: hasard[i] ?? 0 })).sort((a, b) => a.h - b.h);
          const [un, deux] = [await base(), await base()];
          await un.greffer(docs);
          for (const { d } of melange) await deux.greffer([d]);
          const lus = await Promise.all(
            [un, deux].map(async (db) => [
              (await db.demander('GET', '/x?conflicts=true&deleted_conflicts=true&revs=true')).corps,
              ((await db.demander('GET', '/_changes?style=all_docs')).corps as { results: object[] }).results.map(
                (l) => ({
                  ...l,
                  seq: '',
                }),
              ),
            ]),
          );
          expect(lus[0]).toEqual(lus[1]);
        }),
        { numRuns: 25 },
      );
    });

    test('[MAG-3] PUT ?new_edits=false keeps the revision given; without one it is 400', async () => {
      const db = await base();
      const put = await db.demander('PUT', '/a?new_edits=false', { json: { _rev: `4-${h('d')}`, n: 1 } });
      expect([put.statut, put.corps]).toEqual([201, { ok: true, id: 'a', rev: `4-${h('d')}` }]);
      expect((await db.greffer([{ _id: 'b' }])).statut).toBe(400);
    });

    test('[MAG-3] the same edit gives the same revision in two databases', async () => {
      const [un, deux] = [await base(), await base()];
      expect(await un.ecrire('a', { n: 1, l: ['x'] })).toBe(await deux.ecrire('a', { n: 1, l: ['x'] }));
      expect(await un.ecrire('b', { n: 1 })).not.toBe(await deux.ecrire('b', { n: 2 }));
    });
  });

  describe('[MAG-4] _bulk_docs', () => {
    test('[MAG-4] the same id twice: ok, then conflict; ids are made; _deleted on an unknown id is ok', async () => {
      const db = await base();
      const { statut, corps } = await db.lots([{ _id: 'a' }, { _id: 'a' }, { n: 1 }, { _id: 'b', _deleted: true }]);
      expect(statut).toBe(201);
      expect(corps).toEqual([
        { ok: true, id: 'a', rev: expect.stringMatching(/^1-/) },
        { id: 'a', ...conflit },
        { ok: true, id: expect.stringMatching(/^[0-9a-f]{32}$/), rev: expect.any(String) },
        { ok: true, id: 'b', rev: expect.stringMatching(/^1-/) },
      ]);
      expect((await db.demander('GET', '/b')).corps).toEqual({ error: 'not_found', reason: 'deleted' });
    });

    test('[MAG-4] one malformed document: 400, and nothing is written', async () => {
      const db = await base();
      const mauvais: [object | number, string][] = [
        [{ _id: 1 }, 'illegal_docid'],
        [{ _id: '' }, 'illegal_docid'],
        [{ _id: '_x' }, 'illegal_docid'],
        [{ _id: 'x', _inconnu: 1 }, 'doc_validation'],
        [{ _id: 'x', _deleted: 'oui' }, 'doc_validation'],
        [{ _id: 'x', _rev: 'abc' }, 'bad_request'],
        [1, 'bad_request'],
        [[], 'bad_request'],
      ];
      for (const [doc, error] of mauvais) {
        const { statut, corps } = await db.demander('POST', '/_bulk_docs', { json: { docs: [{ _id: 'ok' }, doc] } });
        expect([statut, corps], JSON.stringify(doc)).toEqual([400, { error, reason: expect.any(String) }]);
      }
      expect((await db.demander('POST', '/_bulk_docs', { json: [] })).statut).toBe(400);
      expect((await db.demander('POST', '/_bulk_docs', { json: {} })).statut).toBe(400);
      expect((await db.demander('POST', '/_bulk_docs', { json: { docs: 1 } })).statut).toBe(400);
      expect((await db.demander('GET', '/_all_docs')).corps).toMatchObject({ total_rows: 0, rows: [] });
    });

    test('[MAG-4] one document over 8,000,000 bytes: 413 for the whole batch', async () => {
      const db = await base();
      const { statut, corps } = await db.lots([{ _id: 'ok' }, { _id: 'gros', t: 'x'.repeat(8_000_000) }]);
      expect([statut, corps]).toEqual([413, { error: 'document_too_large', reason: 'gros' }]);
      expect((await db.demander('PUT', '/gros', { json: { t: 'é'.repeat(4_000_000) } })).statut).toBe(413);
      expect((await db.demander('GET', '')).corps).toMatchObject({ doc_count: 0 });
      expect((await db.lots([{ _id: 'juste', t: 'x'.repeat(7_990_000) }])).statut).toBe(201);
    });
  });
}
