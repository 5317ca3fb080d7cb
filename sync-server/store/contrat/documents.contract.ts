import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { type Contexte, ecrits, nouvelleBase } from '../testing/contexte';

const ABSENTE = 'contrat-absente';

/** Documents, ranges and ids, as the port gives them. */
export function contratDocuments(contexte: Contexte): void {
  const ouvrir = async () => {
    const m = contexte();
    return { m, base: await nouvelleBase(m) };
  };

  describe('[MAG-1] reading', () => {
    const NOMS = ['Z', 'a', 'a/b', 'aé', 'z', 'é', '\u20ac', '\ufffd', '😀', '\u{10ffff}'];

    test('[MAG-1] a range is in the order of UTF-8 bytes, both ways', async () => {
      const { m, base } = await ouvrir();
      await ecrits(
        m,
        base,
        [...NOMS].reverse().map((_id) => ({ _id })),
      );
      const tout = { debut: '', fin: '\u{10ffff}\u{10ffff}' };
      expect((await m.plage(base, tout, 'sans')).map((l) => l.id)).toEqual(NOMS);
      const inverse = await m.plage(base, { ...tout, decroissant: true }, 'sans');
      expect(inverse.map((l) => l.id)).toEqual([...NOMS].reverse());
    });

    test('[MAG-1] the first bound is in, the second is not, whichever way; a limit; without the deleted', async () => {
      const { m, base } = await ouvrir();
      const revs = await ecrits(
        m,
        base,
        ['a', 'b', 'c', 'd', 'e'].map((_id) => ({ _id, n: _id })),
      );
      const ids = async (p: object) => (await m.plage(base, { debut: 'a', fin: 'e', ...p }, 'sans')).map((l) => l.id);
      expect(await ids({})).toEqual(['a', 'b', 'c', 'd']);
      expect(await ids({ limite: 2 })).toEqual(['a', 'b']);
      expect(await ids({ decroissant: true })).toEqual(['d', 'c', 'b', 'a']);
      expect(await ids({ decroissant: true, limite: 2 })).toEqual(['d', 'c']);
      expect(await ids({ debut: 'd', fin: 'zz', decroissant: true, limite: 1 })).toEqual(['e']);
      expect(await ids({ debut: 'bb', fin: 'bc' })).toEqual([]);
      await ecrits(m, base, [{ _id: 'b', _rev: revs[1], _deleted: true }]);
      expect(await ids({ limite: 2 })).toEqual(['a', 'c']);
      expect(await m.plage(base, { debut: 'c', fin: 'd' }, 'avec')).toEqual([
        { id: 'c', rev: revs[2], doc: { _id: 'c', _rev: revs[2], n: 'c' } },
      ]);
    });

    test('[MAG-1] ids keep their order and repeats; what is deleted is said, what never was too', async () => {
      const { m, base } = await ouvrir();
      const [a, b] = await ecrits(m, base, [{ _id: 'a', n: 1 }, { _id: 'b' }]);
      const [mort] = await ecrits(m, base, [{ _id: 'b', _rev: b, _deleted: true }]);
      const ligneA = { id: 'a', rev: a, supprime: false, doc: { _id: 'a', _rev: a, n: 1 } };
      expect(await m.parCles(base, ['b', 'x', 'a', 'a'], 'avec')).toEqual([
        { id: 'b', rev: mort, supprime: true, doc: undefined },
        { id: 'x', rev: undefined, supprime: false, doc: undefined },
        ligneA,
        ligneA,
      ]);
      expect(await m.parCles(base, ['a'], 'sans')).toEqual([{ ...ligneA, doc: undefined }]);
      expect(await m.parCles(base, [], 'avec')).toEqual([]);
    });

    test('[MAG-1] a database that does not exist is empty to readers, and refuses writers with a 404', async () => {
      const m = contexte();
      expect(await m.lire(ABSENTE, 'a')).toBeUndefined();
      expect(await m.plage(ABSENTE, { debut: '', fin: 'z' }, 'avec')).toEqual([]);
      expect(await m.parCles(ABSENTE, ['a'], 'avec')).toEqual([
        { id: 'a', rev: undefined, supprime: false, doc: undefined },
      ]);
      expect(await m.infos(ABSENTE)).toBeUndefined();
      expect(await m.detruireBase(ABSENTE)).toBe(false);
      await expect(m.ecrire(ABSENTE, [{ _id: 'a' }])).rejects.toMatchObject({ scope: 'couch', statusCode: 404 });
      await expect(m.changements(ABSENTE, { depuis: '0', limite: 1 })).rejects.toMatchObject({ statusCode: 404 });
    });

    test.each([
      'usager:_local/../../ailleurs/secret',
      '_local/../../ailleurs/secret',
      '_design/../../ailleurs/secret',
      'usager:_local/..%2F..%2Failleurs/secret',
      '../ailleurs/secret',
      'usager:_local?x=/../../ailleurs/secret',
      '..',
      '_local/..',
      '.',
      '',
    ])('the id « %s » leads to no other document', async (id) => {
      const { m, base } = await ouvrir();
      const ailleurs = await nouvelleBase(m);
      await ecrits(m, ailleurs, [{ _id: 'secret', a: 1 }]);
      // The store may refuse such an id; it never answers by another document.
      const lu = await m.lire(base, id.replaceAll('ailleurs', ailleurs)).catch((e: unknown) => {
        expect(e).toMatchObject({ statusCode: 400 });
      });
      expect(lu).toBeUndefined();
    });

    test.each(['usager:_local/x', 'a/b?c#d', 'é ü', '_design/vue', 'a%2Fb', 'a+b', 'constructor', '__proto__'])(
      'the document « %s » is read by its id',
      async (_id) => {
        const { m, base } = await ouvrir();
        // A document is not allowed to begin with an underscore, save those that CouchDB keeps for itself.
        if (_id === '__proto__') {
          await expect(m.ecrire(base, [{ _id }])).rejects.toMatchObject({ statusCode: 400 });
          return;
        }
        await ecrits(m, base, [{ _id, a: 1 }]);
        expect(await m.lire(base, _id)).toMatchObject({ _id, a: 1 });
      },
    );
  });

  describe('[MAG-4] writing', () => {
    test('[MAG-4] each row is accepted or in conflict by itself; the same id twice is in conflict with itself', async () => {
      const { m, base } = await ouvrir();
      const [r1] = await ecrits(m, base, [{ _id: 'a', n: 1 }]);
      expect(r1).toMatch(/^1-[0-9a-f]{32}$/);
      const lignes = await m.ecrire(base, [{ _id: 'a', n: 2 }, { _id: 'b' }, { _id: 'b', n: 2 }]);
      expect(lignes.map((l) => [l.id, l.erreur])).toEqual([
        ['a', 'conflict'],
        ['b', undefined],
        ['b', 'conflict'],
      ]);
      const [r2] = await ecrits(m, base, [{ _id: 'a', _rev: r1, n: 2 }]);
      expect(r2).toMatch(/^2-/);
      expect(await m.lire(base, 'a')).toEqual({ _id: 'a', _rev: r2, n: 2 });
      expect((await m.ecrire(base, [{ _id: 'a', _rev: r1, n: 3 }])).map((l) => l.erreur)).toEqual(['conflict']);
      // A new document on a revision that it never had is in conflict, or begins after it: nobody relies on which.
      const [neuf] = await m.ecrire(base, [{ _id: 'neuf', _rev: r1 }]);
      expect(neuf?.erreur ?? neuf?.rev).toMatch(/^(conflict$|2-)/);
      expect(await m.ecrire(base, [])).toEqual([]);
    });

    test('[MAG-2] a tombstone: absent, made again without a revision at the next generation, never with its own', async () => {
      const { m, base } = await ouvrir();
      const [r1] = await ecrits(m, base, [{ _id: 'a', n: 1 }]);
      const [r2] = await ecrits(m, base, [{ _id: 'a', _rev: r1, _deleted: true }]);
      expect(r2).toMatch(/^2-/);
      expect(await m.lire(base, 'a')).toBeUndefined();
      expect((await m.ecrire(base, [{ _id: 'a', _rev: r2, n: 2 }])).map((l) => l.erreur)).toEqual(['conflict']);
      expect((await m.ecrire(base, [{ _id: 'a', _rev: r2, _deleted: true }])).map((l) => l.erreur)).toEqual([
        'conflict',
      ]);
      const [r3] = await ecrits(m, base, [{ _id: 'a', n: 3 }]);
      expect(r3).toMatch(/^3-/);
      // Deleted on an id that never was: accepted.
      expect((await ecrits(m, base, [{ _id: 'jamais', _deleted: true }]))[0]).toMatch(/^1-/);
    });

    test('[MAG-4] the same parent and the same content are the same revision', async () => {
      const { m, base } = await ouvrir();
      const autre = await nouvelleBase(m);
      const docs = [{ _id: 'a', n: 1, liste: [1, { x: null }] }];
      expect(await ecrits(m, base, docs)).toEqual(await ecrits(m, autre, docs));
    });

    test('[MAG-4] a malformed document refuses the batch, and nothing of it is written; one that is too large too', async () => {
      const { m, base } = await ouvrir();
      for (const mauvais of [
        { _id: 1 },
        { _id: '' },
        { _id: '_x' },
        { _id: 'x', _inconnu: 1 },
        { _id: 'x', _rev: 'x' },
      ])
        await expect(m.ecrire(base, [{ _id: 'bon' }, mauvais])).rejects.toMatchObject({
          scope: 'couch',
          statusCode: 400,
        });
      await expect(m.ecrire(base, [{ _id: 'bon' }, { _id: 'x', t: '\ud800' }])).rejects.toMatchObject({
        statusCode: 400,
      });
      const lourd = { _id: 'lourd', t: 'x'.repeat(8_000_001) };
      await expect(m.ecrire(base, [{ _id: 'bon' }, lourd])).rejects.toMatchObject({ statusCode: 413 });
      expect(await m.plage(base, { debut: '', fin: 'zz' }, 'sans')).toEqual([]);
    });

    test('[MAG-9] what JSON says is what is kept, and nothing is shared with who wrote nor with who reads', async () => {
      const { m, base } = await ouvrir();
      const donne = { _id: 'a', vide: undefined, liste: [1, undefined], date: new Date(0), objet: { x: 1 } };
      const ecriture = ecrits(m, base, [donne]);
      donne.objet.x = 2;
      const [_rev] = await ecriture;
      const attendu = { _id: 'a', _rev, liste: [1, null], date: '1970-01-01T00:00:00.000Z', objet: { x: 1 } };
      const lu = await m.lire(base, 'a');
      expect(lu).toEqual(attendu);
      expect(lu && 'vide' in lu).toBe(false);
      (lu?.objet as { x: number }).x = 3;
      expect(await m.lire(base, 'a')).toEqual(attendu);
      const [ligne] = await m.plage(base, { debut: 'a', fin: 'b' }, 'avec');
      expect(ligne?.doc).toEqual(attendu);
    });

    test('[MAG-9] any JSON goes in and comes out as it is', async () => {
      const { m, base } = await ouvrir();
      let n = 0;
      await fc.assert(
        fc.asyncProperty(fc.jsonValue(), async (valeur) => {
          const _id = `v:${n++}`;
          const attendue: unknown = JSON.parse(JSON.stringify({ valeur }));
          await ecrits(m, base, [{ _id, valeur }]);
          const { _rev, ...lu } = (await m.lire(base, _id)) ?? { _rev: '' };
          expect(lu).toEqual({ _id, ...(attendue as object) });
        }),
        { numRuns: 50 },
      );
    });

    test('[MAG-8] _local documents: read, listed, replaced without a conflict, removed; in no range and no change', async () => {
      const { m, base } = await ouvrir();
      const id = '_local/repere-x';
      expect(await m.lire(base, id)).toBeUndefined();
      await m.ecrireLocal(base, id, { n: 1 });
      await m.ecrireLocal(base, id, { n: 2 });
      expect(await m.lire(base, id)).toMatchObject({ _id: id, n: 2 });
      await m.ecrireLocal(base, id, { ...(await m.lire(base, id)), n: 3 });
      await m.ecrireLocal(base, '_local/a', { a: 1 });
      expect(await m.locaux(base)).toMatchObject([
        { _id: '_local/a', a: 1 },
        { _id: id, n: 3 },
      ]);
      await m.ecrireLocal(base, '_local/a', { _deleted: true });
      expect((await m.locaux(base)).map((d) => d._id)).toEqual([id]);
      expect(await m.plage(base, { debut: '', fin: '\u{10ffff}' }, 'sans')).toEqual([]);
      expect((await m.changements(base, { depuis: '0', limite: 10 })).lignes).toEqual([]);
    });
  });

  describe('[MAG-6] databases', () => {
    test('[MAG-6] made once, listed, counted, taken away; a name that is none is a 400', async () => {
      const { m, base } = await ouvrir();
      expect(await m.creerBase(base)).toBe(false);
      expect(await m.bases()).toContain(base);
      await ecrits(m, base, [{ _id: 'a' }, { _id: 'b' }]);
      expect(await m.infos(base)).toMatchObject({ documents: 2, compactage: false });
      await m.compacter(base);
      // While it is being compacted: the store outlives it.
      expect(await m.detruireBase(base)).toBe(true);
      expect(await m.bases()).not.toContain(base);
      expect(await m.lire(base, 'a')).toBeUndefined();
      await expect(m.creerBase('Majuscule')).rejects.toMatchObject({ statusCode: 400 });
    });
  });
}
