import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { type BaseDEssai, type Contexte, greffe, h, laBase, nouvelleBase, parId } from '../testing/client';

type Ligne = { seq: string | null; id: string; changes: { rev: string }[]; deleted?: boolean; doc?: object };
type Flux = { results: Ligne[]; last_seq: string; pending: number };

/** Reads a feed as it comes: `jusqua` waits until what has come satisfies. */
async function ecouter(db: BaseDEssai, chemin: string, json?: object) {
  const arret = new AbortController();
  const reponse = await db.ouvrir(json ? 'POST' : 'GET', chemin, { ...(json && { json }), signal: arret.signal });
  const lecteur = reponse.body?.pipeThrough(new TextDecoderStream()).getReader();
  let texte = '';
  let fini = false;
  return {
    reponse,
    async jusqua(assez: (texte: string) => boolean): Promise<string> {
      while (!assez(texte) && !fini) {
        const morceau = await lecteur?.read();
        fini = morceau?.done !== false;
        texte += morceau?.value ?? '';
      }
      return texte;
    },
    fin(): Promise<string> {
      return this.jusqua(() => false);
    },
    couper: () => arret.abort(),
  };
}

const lireFlux = async (db: BaseDEssai, q = ''): Promise<Flux> =>
  (await db.demander('GET', `/_changes${q}`)).corps as Flux;

/** Points 6 and 7: sequences and feeds. */
export function contratChangements(contexte: Contexte): void {
  const base = (): Promise<BaseDEssai> => nouvelleBase(contexte());

  describe('[MAG-6] sequences', () => {
    test('[MAG-6] are opaque texts; each document comes once, with its last state', async () => {
      const db = await base();
      const a = await db.ecrire('a');
      await db.ecrire('b');
      const a2 = (await db.demander('PUT', '/a', { json: { _rev: a, n: 2 } })).corps as { rev: string };
      const flux = await lireFlux(db);
      expect(parId(flux.results).map((l) => [l.id, l.changes])).toEqual([
        ['a', [{ rev: a2.rev }]],
        ['b', [{ rev: expect.stringMatching(/^1-/) }]],
      ]);
      for (const { seq } of flux.results) expect(seq).toMatch(/^\d+-\S+$/);
      expect(flux.pending).toBe(0);
      // What comes after a row: the rows after it, whatever the order was.
      const [premiere, seconde] = flux.results;
      expect((await lireFlux(db, `?since=${premiere?.seq}`)).results.map((l) => l.id)).toEqual([seconde?.id]);
      expect((await lireFlux(db, `?since=${flux.last_seq}`)).results).toEqual([]);
      const infos = (await db.demander('GET', '')).corps as { update_seq: string };
      expect((await lireFlux(db, `?since=${infos.update_seq}`)).results).toEqual([]);
    });

    test('[MAG-6] a feed tells the same rows with documents as without, and each its document, whatever their trees and ids, and what is asked', async () => {
      const IDS = ['a', 'é à', 'q"u\\o', '],[', '},{"pos"', `y","winningRev":"9-${h('9')}","deleted":true,"seq":1}`];
      // Whom a revision follows, if any; whether it deletes; whether it comes without those before it.
      const branches = fc.array(fc.tuple(fc.nat(), fc.boolean(), fc.boolean()), { minLength: 1, maxLength: 5 });
      const QUESTIONS = [
        '',
        '&style=all_docs',
        '&descending=true',
        '&limit=2',
        `&filter=_doc_ids&doc_ids=${encodeURIComponent(JSON.stringify([IDS[1], IDS[2], 'absent']))}`,
      ];
      await fc.assert(
        fc.asyncProperty(fc.array(branches, { minLength: IDS.length, maxLength: IDS.length }), async (arbres) => {
          // One shard: of several, a single node too tells rows in the order in which they answer, and a page of two holds any two.
          const db = await nouvelleBase(contexte(), '?q=1');
          for (const [n, id] of IDS.entries()) {
            const lignees: string[][] = [];
            for (const [i, [de, supprime, seule]] of (arbres[n] ?? []).entries()) {
              const parent = lignees[de % (lignees.length + 1)] ?? [];
              const lignee = [`${parent.length + 1}-${(i + 1).toString(16).padStart(32, '0')}`, ...parent];
              lignees.push(lignee);
              // A body that reads like what the store writes around it.
              const corps = { i, texte: '{"_id":"autre","corps":"' };
              const venue = seule ? lignee.slice(0, 1) : lignee;
              await db.greffer([greffe(id, venue, supprime ? { ...corps, _deleted: true } : corps)]);
            }
          }
          for (const q of QUESTIONS) {
            const [nues, pleines] = await Promise.all(
              ['', '&include_docs=true'].map(async (avec) => (await lireFlux(db, `?since=0${q}${avec}`)).results),
            );
            expect(nues?.length).toBeGreaterThan(0);
            for (const l of pleines ?? []) {
              const lue = await db.demander('GET', `/${encodeURIComponent(l.id)}?rev=${l.changes[0]?.rev}`);
              expect(l.doc).toEqual(lue.corps);
            }
            // A cluster makes its sequences anew each time, and tells rows in the order of its shards.
            const sansCorps = (l: Ligne) => ({ ...l, doc: undefined, seq: '' });
            if (db.copies === 1 || !q.includes('limit'))
              expect(parId((nues ?? []).map(sansCorps))).toEqual(parId((pleines ?? []).map(sansCorps)));
          }
          const keys = [...IDS, 'absent', 'a'];
          for (const lues of [
            await db.demander('GET', '/_all_docs?include_docs=true'),
            await db.demander('POST', '/_all_docs?include_docs=true', { json: { keys } }),
          ])
            for (const l of (lues.corps as { rows: { id?: string; value?: { rev: string }; doc?: object | null }[] })
              .rows) {
              if (!l.doc || l.id === undefined) continue;
              expect(l.doc).toEqual((await db.demander('GET', `/${encodeURIComponent(l.id)}`)).corps);
              expect(l.doc).toMatchObject({ _rev: l.value?.rev });
            }
        }),
        { numRuns: 15 },
      );
    });

    test('[MAG-6] garbage is 400; now begins here; limit=0 gives nothing', async () => {
      const db = await base();
      await db.ecrire('a');
      for (const since of ['garbage', '12-', '1-xyz', 'a-b', '7']) {
        const { statut, corps } = await db.demander('GET', `/_changes?since=${since}`);
        expect([statut, corps], since).toEqual([400, { error: 'bad_request', reason: expect.any(String) }]);
      }
      expect(await lireFlux(db, '?since=now')).toMatchObject({ results: [], pending: 0 });
      expect((await lireFlux(db, '?limit=0')).results).toEqual([]);
    });

    test('[MAG-6] limit, pending, descending', async () => {
      const db = await base();
      await db.lots(['a', 'b', 'c', 'd'].map((_id) => ({ _id })));
      const page = await lireFlux(db, '?limit=3');
      expect(page.results).toHaveLength(3);
      expect(page.pending).toBe(1);
      // The sequence of the page and that of its last row lead to the same: what is left, once.
      for (const since of [page.last_seq, page.results[2]?.seq]) {
        const suite = await lireFlux(db, `?limit=3&since=${since}`);
        expect([suite.results.length, suite.pending]).toEqual([1, 0]);
        expect(parId([...page.results, ...suite.results]).map((l) => l.id)).toEqual(['a', 'b', 'c', 'd']);
      }
      // The same, where the sequences of the rows are not asked for: that of the page leads on.
      const sansReperes = await lireFlux(db, '?limit=3&seq_interval=3');
      expect(sansReperes.results.map((l) => l.seq !== null)).toEqual([true, false, false]);
      expect((await lireFlux(db, '?limit=4&seq_interval=3')).results.map((l) => l.seq !== null)).toEqual([
        ...[false, true, false],
        false,
      ]);
      expect((await db.demander('GET', '/_changes?seq_interval=0')).statut).toBe(400);
      const attendue = await lireFlux(db, '?feed=longpoll&since=0&limit=2&seq_interval=2');
      expect(attendue.results.map((l) => l.seq !== null)).toEqual([true, false]);
      const apres = await lireFlux(db, `?limit=3&seq_interval=3&since=${sansReperes.last_seq}`);
      expect(parId([...sansReperes.results, ...apres.results]).map((l) => l.id)).toEqual(['a', 'b', 'c', 'd']);
      // Within one shard there is an order, and it can be gone through backwards.
      const une = await nouvelleBase(contexte(), '?q=1');
      for (const id of ['a', 'b', 'c', 'd']) await une.ecrire(id);
      expect((await lireFlux(une)).results.map((l) => l.id)).toEqual(['a', 'b', 'c', 'd']);
      expect((await lireFlux(une, '?descending=true&limit=2')).results.map((l) => l.id)).toEqual(['d', 'c']);
    });

    test('[MAG-6] a sequence of a database deleted and made again returns everything', async () => {
      const c = contexte();
      const db = await base();
      await db.lots([{ _id: 'a' }, { _id: 'b' }]);
      const { last_seq } = await lireFlux(db);
      expect((await c.demander('DELETE', `/${db.nom}`)).statut).toBe(200);
      expect((await c.demander('GET', `/${db.nom}`)).corps).toEqual({
        error: 'not_found',
        reason: 'Database does not exist.',
      });
      expect((await c.demander('PUT', `/${db.nom}`)).statut).toBe(201);
      const neuve = laBase(c, db.nom, db.copies);
      await neuve.ecrire('c');
      expect((await lireFlux(neuve, `?since=${last_seq}`)).results.map((l) => l.id)).toEqual(['c']);
    });
  });

  describe('[MAG-7] feeds', () => {
    test('[MAG-7] include_docs, style=all_docs, conflicts, deleted documents', async () => {
      const db = await base();
      const [r1, r2] = [`1-${h('1')}`, `1-${h('2')}`];
      await db.greffer([greffe('a', [r1], { n: 1 }), greffe('a', [r2], { n: 2 })]);
      const rb = await db.supprimer('b', await db.ecrire('b'));
      const { results } = await lireFlux(db, '?include_docs=true&style=all_docs&conflicts=true');
      expect(parId(results)).toEqual([
        {
          seq: expect.any(String),
          id: 'a',
          changes: [{ rev: r2 }, { rev: r1 }],
          doc: { _id: 'a', _rev: r2, n: 2, _conflicts: [r1] },
        },
        {
          seq: expect.any(String),
          id: 'b',
          changes: [{ rev: rb }],
          deleted: true,
          doc: { _id: 'b', _rev: rb, _deleted: true },
        },
      ]);
      expect(parId((await lireFlux(db)).results)[0]?.changes).toEqual([{ rev: r2 }]);
    });

    test('[MAG-7] longpoll sends headers and the opening at once, then ends with the first change', async () => {
      const db = await base();
      const flux = await ecouter(db, '/_changes?feed=longpoll&since=now');
      expect(flux.reponse.status).toBe(200);
      expect(await flux.jusqua((t) => t.includes('['))).toMatch(/^\{"results":\[\s*$/);
      await db.ecrire('a');
      const corps = JSON.parse(await flux.fin()) as Flux;
      expect(corps).toMatchObject({ results: [{ id: 'a' }], pending: 0 });
      for (const since of [corps.last_seq, corps.results[0]?.seq])
        expect(await lireFlux(db, `?since=${since}`)).toMatchObject({ results: [], pending: 0 });
    });

    test('[MAG-7] longpoll answers at once what is already there', async () => {
      const db = await base();
      await db.ecrire('a');
      expect(await lireFlux(db, '?feed=longpoll&since=0')).toMatchObject({ results: [{ id: 'a' }] });
    });

    test('[MAG-7] heartbeats are newlines; timeout ends with last_seq', async () => {
      const db = await base();
      const battu = await ecouter(db, '/_changes?feed=longpoll&heartbeat=40&timeout=60');
      expect(await battu.jusqua((t) => /\[\n\n+/.test(t))).toMatch(/^\{"results":\[\n\n+$/);
      battu.couper();
      const vide = await lireFlux(db, '?feed=longpoll&since=now&timeout=40');
      expect(vide).toEqual({ results: [], last_seq: expect.any(String), pending: 0 });
      await db.ecrire('apres');
      expect(await lireFlux(db, `?since=${vide.last_seq}`)).toMatchObject({ results: [{ id: 'apres' }] });
      for (const q of ['heartbeat=0', 'heartbeat=x', 'feed=autre']) {
        expect((await db.demander('GET', `/_changes?${q}`)).statut, q).toBe(400);
      }
    });

    test('[MAG-7] a feed ends when its database is deleted', async () => {
      const db = await base();
      const flux = await ecouter(db, '/_changes?feed=longpoll&since=now&heartbeat=10000');
      await flux.jusqua((t) => t.includes('['));
      await contexte().demander('DELETE', `/${db.nom}`);
      expect(JSON.parse(await flux.fin())).toMatchObject({ results: [], pending: 0 });
    });

    test('[MAG-7] continuous: a line per change, heartbeats between, last_seq at the end', async () => {
      const db = await base();
      await db.ecrire('a');
      const flux = await ecouter(db, '/_changes?feed=continuous&heartbeat=40');
      await flux.jusqua((t) => t.includes('"a"'));
      await db.ecrire('b');
      const texte = await flux.jusqua((t) => /"b".*\n\n/.test(t));
      const lignes = texte.split('\n').filter((l) => l !== '');
      expect(lignes.map((l) => (JSON.parse(l) as Ligne).id)).toEqual(['a', 'b']);
      flux.couper();
      const borne = (await db.demander('GET', '/_changes?feed=continuous&timeout=40')).texte.trim().split('\n');
      const fin = JSON.parse(borne.at(-1) ?? '') as { last_seq: string };
      expect(fin).toEqual({ last_seq: expect.any(String), pending: 0 });
      expect((await lireFlux(db, `?since=${fin.last_seq}`)).results).toEqual([]);
      const limite = await db.demander('GET', '/_changes?feed=continuous&limit=1');
      expect(limite.texte.trim().split('\n')).toHaveLength(2);
    });

    test('[MAG-7] an unrelated change does not wake a filtered feed', async () => {
      const db = await base();
      const filtres: [string, object][] = [
        ['_selector', { selector: { type: 'b', n: { $gt: 1 } } }],
        ['_doc_ids', { doc_ids: ['oui'] }],
      ];
      const flux = await Promise.all(
        filtres.map(([f, json]) => ecouter(db, `/_changes?feed=longpoll&since=now&filter=${f}`, json)),
      );
      await Promise.all(flux.map((f) => f.jusqua((t) => t.includes('['))));
      await db.lots([
        { _id: 'x', type: 'a', n: 2 },
        { _id: 'y', type: 'b', n: 1 },
      ]);
      await db.ecrire('oui', { type: 'b', n: 2 });
      for (const f of flux) {
        expect(JSON.parse(await f.fin())).toMatchObject({ results: [{ id: 'oui' }], pending: 0 });
      }
    });

    test('[MAG-7] a follower misses nothing of what many writers do', async () => {
      const db = await base();
      const attendus = Array.from({ length: 8 }, (_, e) => Array.from({ length: 12 }, (_x, i) => `${e}-${i}`));
      const vus = new Set<string>();
      const suivre = async (): Promise<void> => {
        let since = '0';
        while (vus.size < 96) {
          const lot = await lireFlux(db, `?feed=longpoll&limit=7&timeout=5000&since=${since}`);
          for (const l of lot.results) vus.add(l.id);
          since = lot.last_seq;
        }
      };
      const ecrire = async (ids: string[]): Promise<void> => {
        for (const id of ids) await db.ecrire(id);
      };
      await Promise.all([suivre(), ...attendus.map(ecrire)]);
      expect([...vus].sort()).toEqual(attendus.flat().sort());
    });

    test('[MAG-7] one page shows all that was there when it was asked for, though it changes meanwhile', async () => {
      const db = await base();
      const ids = Array.from({ length: 60 }, (_, i) => `d${String(i).padStart(2, '0')}`);
      await db.lots(ids.map((_id) => ({ _id })));
      let ecrit = false;
      const ecrire = async (): Promise<void> => {
        for (let tour = 0; tour < 40; tour++) {
          await db.greffer(ids.map((_id) => ({ _id, _rev: `2-${tour.toString(16).padStart(32, '0')}` })));
        }
        ecrit = true;
      };
      const lire = async (): Promise<void> => {
        while (!ecrit) {
          const { results } = await lireFlux(db);
          expect([...new Set(results.map((l) => l.id))].sort()).toEqual(ids);
        }
      };
      await Promise.all([ecrire(), lire(), lire(), lire(), lire()]);
    });

    test('[MAG-7] _selector sees only the own fields of a tombstone', async () => {
      const db = await base();
      await db.supprimer('nu', await db.ecrire('nu', { type: 'b' }));
      const r = await db.ecrire('habille', { type: 'b' });
      await db.demander('PUT', '/habille', { json: { _rev: r, _deleted: true, type: 'b' } });
      await db.ecrire('vif', { type: 'b' });
      const { corps } = await db.demander('POST', '/_changes?filter=_selector&include_docs=true', {
        json: { selector: { type: 'b' } },
      });
      expect(parId((corps as Flux).results).map((l) => [l.id, l.deleted === true])).toEqual([
        ['habille', true],
        ['vif', false],
      ]);
      expect((corps as Flux).pending).toBe(0);
      const morts = await db.demander('POST', '/_changes?filter=_selector', { json: { selector: { _deleted: true } } });
      expect(parId((morts.corps as Flux).results).map((l) => l.id)).toEqual(['habille', 'nu']);
    });

    test('[MAG-7] selectors: operators, paths, arrays, absent fields, and what is malformed', async () => {
      const db = await base();
      await db.lots([
        { _id: '1', a: { b: 1 }, l: ['x', 'y'], t: 'un' },
        { _id: '2', a: { b: 2 }, l: [], t: 'deux', 'c.d': 1 },
        { _id: '3', t: null },
      ]);
      const cas: [object, string[]][] = [
        [{}, ['1', '2', '3']],
        [{ 'a.b': 1 }, ['1']],
        [{ a: { b: { $gte: 1 } } }, ['1', '2']],
        [{ 'c\\.d': 1 }, ['2']],
        [{ a: { $exists: false } }, ['3']],
        [{ t: { $in: ['un', null] } }, ['1', '3']],
        [{ t: { $ne: 'un' } }, ['2', '3']],
        [{ 'a.b': { $ne: 1 } }, ['2']],
        [{ $or: [{ t: 'un' }, { 'a.b': 2 }] }, ['1', '2']],
        [{ $not: { t: 'un' } }, ['2', '3']],
        [{ $not: { 'a.b': 1 } }, ['2']],
        [{ $nor: [{ 'a.b': 1 }, { t: 'trois' }] }, ['2']],
        [{ $not: { $and: [{ 'a.b': 1 }, { t: 'un' }] } }, ['2', '3']],
        [{ $not: { a: { $exists: true } } }, ['3']],
        [{ t: { $nin: ['un'] } }, ['2', '3']],
        [{ l: { $elemMatch: { $eq: 'x' } } }, ['1']],
        [{ l: { $all: ['y', 'x'] } }, ['1']],
        [{ l: { $size: 0 } }, ['2']],
        [{ t: { $regex: '^d' } }, ['2']],
        [{ t: { $type: 'null' } }, ['3']],
        [{ _id: { $gt: '1', $lt: '3' } }, ['2']],
      ];
      for (const [selector, attendus] of cas) {
        const { corps } = await db.demander('POST', '/_changes?filter=_selector', { json: { selector } });
        expect((corps as Flux).results.map((l) => l.id).sort(), JSON.stringify(selector)).toEqual(attendus);
      }
      const faux = await db.demander('POST', '/_changes?filter=_selector', { json: { selector: { a: { $boum: 1 } } } });
      expect(faux.statut).toBe(400);
    });
  });
}
