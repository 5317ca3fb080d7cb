import { gzipSync } from 'node:zlib';
import { describe, expect, test, vi } from 'vitest';
import { type BaseDEssai, type Client, type Contexte, nouvelleBase } from '../testing/client';

/** Points 8 to 11: local documents, fidelity of JSON, HTTP, credentials. */
export function contratTransport(contexte: Contexte): void {
  const base = (): Promise<BaseDEssai> => nouvelleBase(contexte());

  describe('[MAG-8] _local documents', () => {
    test('[MAG-8] revisions 0-N follow the one that is named, never a conflict', async () => {
      const db = await base();
      const put = (json: object) => db.demander('PUT', '/_local/point', { json });
      expect((await put({ n: 1 })).corps).toEqual({ ok: true, id: '_local/point', rev: '0-1' });
      expect((await put({ n: 2 })).corps).toMatchObject({ rev: '0-1' });
      expect((await put({ _rev: '0-1', n: 3 })).corps).toMatchObject({ rev: '0-2' });
      expect((await put({ _rev: '0-9', n: 4 })).corps).toMatchObject({ rev: '0-10' });
      expect((await db.demander('GET', '/_local/point')).corps).toEqual({ _id: '_local/point', _rev: '0-10', n: 4 });
    });

    test('[MAG-8] are neither in _changes nor in _all_docs; deleted, they are missing', async () => {
      const db = await base();
      expect((await db.demander('GET', '/_local/a')).corps).toEqual({ error: 'not_found', reason: 'missing' });
      await db.lots([{ _id: '_local/a', n: 1 }, { _id: 'b' }]);
      expect((await db.demander('GET', '/_local/a')).corps).toMatchObject({ _rev: '0-1', n: 1 });
      expect((await db.demander('GET', '/_changes')).corps).toMatchObject({ results: [{ id: 'b' }] });
      expect((await db.demander('GET', '/_all_docs')).corps).toMatchObject({ total_rows: 1, rows: [{ id: 'b' }] });
      expect((await db.demander('GET', '')).corps).toMatchObject({ doc_count: 1 });
      expect((await db.demander('DELETE', '/_local/a?rev=0-1')).statut).toBe(200);
      expect((await db.demander('DELETE', '/_local/a?rev=0-1')).statut).toBe(404);
    });
  });

  describe('[MAG-9] fidelity', () => {
    test('[MAG-9] in a path + is a space, %2B a plus, %2F a slash; the id of the URL beats the body’s', async () => {
      const db = await base();
      await db.demander('PUT', '/a+b', { json: { n: 1 } });
      expect((await db.demander('GET', '/a%20b')).corps).toMatchObject({ _id: 'a b', n: 1 });
      await db.demander('PUT', '/a%2Bb', { json: { _id: 'autre', n: 2 } });
      await db.demander('PUT', '/a%2Fb%3Fc', { json: { n: 3 } });
      const { corps } = await db.demander('GET', '/_all_docs?include_docs=true');
      expect((corps as { rows: { doc: { _id: string; n: number } }[] }).rows.map((r) => [r.doc._id, r.doc.n])).toEqual([
        ['a b', 1],
        ['a+b', 2],
        ['a/b?c', 3],
      ]);
    });

    test('[MAG-9] databases whose name holds a slash and a plus', async () => {
      const c = contexte();
      const nom = `a/b+c-${Date.now()}`;
      const chemin = `/${encodeURIComponent(nom)}`;
      expect((await c.demander('PUT', chemin)).statut).toBe(201);
      expect((await c.demander('PUT', chemin)).corps).toMatchObject({ error: 'file_exists' });
      expect((await c.demander('GET', chemin)).corps).toMatchObject({ db_name: nom });
      expect((await c.demander('GET', '/_all_dbs')).corps).toContain(nom);
      expect((await c.demander('DELETE', chemin)).corps).toEqual({ ok: true });
      expect((await c.demander('GET', '/_all_dbs')).corps).not.toContain(nom);
      expect((await c.demander('PUT', '/Majuscule')).corps).toMatchObject({ error: 'illegal_database_name' });
    });

    test('[MAG-9] ids constructor and __proto__-like, nested __proto__, NUL, large integers come back as they were', async () => {
      const db = await base();
      const corps =
        '{"__id":1,"a":{"__proto__":{"x":1}},"constructor":"c","n":12345678901234567890,"z":"a\\u0000b","d":1.10}';
      const doc = corps.replace('"__id":1,', '');
      for (const id of ['constructor', 'hasOwnProperty', 'toString', 'a\u0000b']) {
        const chemin = `/${encodeURIComponent(id)}`;
        expect((await db.demander('PUT', chemin, { brut: doc })).statut, id).toBe(201);
        const { texte } = await db.demander('GET', chemin);
        expect(texte).toContain('"__proto__":{"x":1}');
        expect(texte).toContain('12345678901234567890');
        expect(texte).toContain('a\\u0000b');
        expect(JSON.parse(texte)).toMatchObject({ _id: id, constructor: 'c' });
      }
      const lot = `{"docs":[ {"_id" : "lot", "n": [ 98765432109876543210, "a : {}" ], "t":"dit \\"x\\\\\\" , y" } ] }`;
      expect((await db.demander('POST', '/_bulk_docs', { brut: lot })).statut).toBe(201);
      const { texte } = await db.demander('GET', '/_all_docs?include_docs=true&key="lot"');
      expect(texte).toContain('98765432109876543210');
      expect(JSON.parse(texte)).toMatchObject({ rows: [{ doc: { t: 'dit "x\\" , y' } }] });
      expect(
        (await db.demander('POST', '/_all_docs', { json: { keys: ['__proto__', 'constructor'] } })).corps,
      ).toMatchObject({
        rows: [{ key: '__proto__', error: 'not_found' }, { id: 'constructor' }],
      });
    });

    test('[MAG-9] lone surrogates, broken UTF-8 and broken JSON are 400, pairs are text', async () => {
      const db = await base();
      for (const brut of [
        '{"a":"\\ud800"}',
        '{"a":"\\udc00\\ud800"}',
        '{"a":"\\ud800x"}',
        '{"\\udfff":1}',
        '{"a":}',
        '',
      ]) {
        const { statut, corps } = await db.demander('PUT', '/x', { brut });
        expect([statut, corps], brut).toEqual([400, { error: 'bad_request', reason: expect.any(String) }]);
      }
      expect((await db.demander('PUT', '/x', { brut: Uint8Array.of(0x22, 0xff, 0x22) })).statut).toBe(400);
      expect((await db.demander('PUT', '/x', { json: [] })).corps).toEqual({
        error: 'bad_request',
        reason: 'Document must be a JSON object',
      });
      expect((await db.demander('PUT', '/x', { brut: '{"a":"\\ud83d\\ude00","b":"\\\\ud800"}' })).statut).toBe(201);
      expect((await db.demander('GET', '/x')).corps).toMatchObject({ a: '😀', b: '\\ud800' });
    });
  });

  describe('[MAG-10] HTTP', () => {
    test('[MAG-10] POST without application/json is 415, everywhere', async () => {
      const db = await base();
      const chemins = ['', '/_bulk_docs', '/_bulk_get', '/_all_docs', '/_changes', '/_revs_diff', '/_compact'];
      for (const chemin of [...chemins, '/_ensure_full_commit']) {
        for (const type of ['text/plain', 'application/x-www-form-urlencoded']) {
          const { statut, corps } = await db.demander('POST', chemin, {
            brut: '{}',
            entetes: { 'Content-Type': type },
          });
          expect([statut, corps], chemin).toEqual([
            415,
            { error: 'bad_content_type', reason: 'Content-Type must be application/json' },
          ]);
        }
      }
      const avecJeu = { brut: '{"_id":"a"}', entetes: { 'Content-Type': 'application/json; charset=utf-8' } };
      expect((await db.demander('POST', '', avecJeu)).corps).toMatchObject({ ok: true, id: 'a' });
      expect((await db.demander('POST', '/_ensure_full_commit', { json: {} })).statut).toBe(201);
    });

    test('[MAG-10] gzipped requests are read; another encoding is 415, broken gzip 400', async () => {
      const db = await base();
      const corps = new Uint8Array(gzipSync(JSON.stringify({ docs: [{ _id: 'a', n: 1 }] })));
      const poster = (brut: Uint8Array<ArrayBuffer>, codage: string) =>
        db.demander('POST', '/_bulk_docs', { brut, entetes: { 'Content-Encoding': codage } });
      expect((await poster(corps, 'gzip')).statut).toBe(201);
      expect((await db.demander('GET', '/a')).corps).toMatchObject({ n: 1 });
      expect((await poster(corps, 'br')).statut).toBe(415);
      expect((await poster(Uint8Array.of(1, 2, 3), 'gzip')).statut).toBe(400);
    });

    test('[MAG-10] _compact makes old bodies unreachable; leaves and known revisions stay', async () => {
      const db = await base();
      const r1 = await db.ecrire('a', { n: 1 });
      const { rev: r2 } = (await db.demander('PUT', '/a', { json: { _rev: r1, n: 2 } })).corps as { rev: string };
      expect((await db.demander('GET', `/a?rev=${r1}`)).corps).toMatchObject({ n: 1 });
      const compacter = async (): Promise<void> => {
        const lance = await db.demander('POST', '/_compact', { json: {} });
        expect([lance.statut, lance.corps]).toEqual([202, { ok: true }]);
      };
      const etat = async (rev: string): Promise<string | undefined> => {
        const { corps } = await db.demander('GET', '/a?revs_info=true');
        return (corps as { _revs_info: { rev: string; status: string }[] })._revs_info.find((l) => l.rev === rev)
          ?.status;
      };
      const ancien = () => db.demander('GET', `/a?rev=${r1}`);
      await compacter();
      // Each copy is compacted at its own pace, and one that has just been written may have to be asked again: which copy answers is
      // not chosen, so that each is asked several times.
      const partout = async (): Promise<boolean> => {
        for (let n = 0; n < (db.copies === 1 ? 1 : 5 * db.copies); n += 1)
          if ((await ancien()).statut === 200 || (await etat(r1)) === 'available') return false;
        return true;
      };
      while (!(await partout())) await compacter();
      expect((await ancien()).corps).toEqual({ error: 'not_found', reason: 'missing' });
      expect([await etat(r2), await etat(r1)]).toEqual(['available', 'missing']);
      expect((await db.demander('GET', '/a')).corps).toMatchObject({ _rev: r2, n: 2 });
      expect((await db.demander('POST', '/_revs_diff', { json: { a: [r1] } })).corps).toEqual({});
    });

    test('[MAG-10] written over while it is compacted, what a document says it has, it has', async () => {
      const db = await base();
      const ids = Array.from({ length: 300 }, (_, n) => `d${n}`);
      let revs = new Map<string, string>();
      const ecrireTous = async (tour: number): Promise<void> => {
        const { corps } = await db.lots(ids.map((_id) => ({ _id, tour, _rev: revs.get(_id) })));
        revs = new Map((corps as { id: string; rev: string }[]).map((l) => [l.id, l.rev]));
      };
      let tour = 0;
      while (tour < 4) await ecrireTous(++tour);
      expect((await db.demander('POST', '/_compact', { json: {} })).statut).toBe(202);
      const tourne = async (): Promise<boolean> =>
        ((await db.demander('GET', '')).corps as { compact_running: boolean }).compact_running;
      // A compaction goes on until it has caught up with what is written meanwhile: who writes without end may never see it end.
      do await ecrireTous(++tour);
      while (tour < 40 && (await tourne()));
      await vi.waitUntil(async () => !(await tourne()), { timeout: 120_000, interval: 50 });
      for (const id of ids) {
        const { corps } = await db.demander('GET', `/${id}?revs_info=true`);
        const lu = corps as { tour: number; _revs_info: { rev: string; status: string }[] };
        expect(lu.tour).toBe(tour);
        // What one copy has still, another that is compacted has no more.
        if (db.copies > 1) continue;
        for (const { rev } of lu._revs_info.filter((r) => r.status === 'available'))
          expect((await db.demander('GET', `/${id}?rev=${rev}`)).statut).toBe(200);
      }
    });

    test('[MAG-10] HEAD, ETag, If-None-Match', async () => {
      const db = await base();
      const rev = await db.ecrire('a', { n: 1 });
      const tete = await db.demander('HEAD', '/a');
      expect([tete.statut, tete.texte, tete.entetes.get('etag')]).toEqual([200, '', `"${rev}"`]);
      expect((await db.demander('HEAD', '/b')).statut).toBe(404);
      expect((await db.demander('HEAD', '')).statut).toBe(200);
      expect((await contexte().demander('HEAD', '/inexistante')).statut).toBe(404);
      const si = (etag: string) => db.demander('GET', '/a', { entetes: { 'If-None-Match': etag } });
      expect([(await si(`"${rev}"`)).statut, (await si(`"${rev}"`)).texte]).toEqual([304, '']);
      expect((await si('"1-autre"')).statut).toBe(200);
    });

    test('[MAG-10] a method that is not allowed is 405 and says which are', async () => {
      const db = await base();
      for (const [methode, chemin] of [
        ['GET', '/_bulk_docs'],
        ['PUT', '/_changes'],
        ['PATCH', ''],
        ['DELETE', '/_revs_diff'],
      ] as const) {
        const r = await db.demander(methode, chemin);
        expect([r.statut, r.corps], chemin).toEqual([405, { error: 'method_not_allowed', reason: expect.any(String) }]);
        expect(r.entetes.get('allow')).toBeTruthy();
      }
    });

    test('[MAG-10] attachments inline and by name', async () => {
      const db = await base();
      const data = Buffer.from('bonjour').toString('base64');
      const rev = await db.ecrire('a', { _attachments: { 'f/x.txt': { content_type: 'text/plain', data } } });
      const { corps } = await db.demander('GET', '/a');
      expect(corps).toMatchObject({
        _attachments: { 'f/x.txt': { content_type: 'text/plain', length: 7, revpos: 1, stub: true } },
      });
      expect((await db.demander('GET', '/a/f/x.txt')).texte).toBe('bonjour');
      expect((await db.demander('GET', '/a?attachments=true')).corps).toMatchObject({
        _attachments: { 'f/x.txt': { data } },
      });
      const suite = await db.demander('PUT', '/a', { json: { ...(corps as object), n: 2 } });
      expect(suite.statut).toBe(201);
      expect((await db.demander('GET', '/a/f/x.txt')).texte).toBe('bonjour');
      // A stub of what is not there: refused, by 412 or by a 500 of CouchDB; nothing is written.
      const absent = { _attachments: { y: { stub: true, digest: 'md5-x', content_type: 'text/plain' } } };
      expect([412, 500]).toContain((await db.demander('PUT', '/b', { json: absent })).statut);
      expect((await db.demander('GET', '/b')).statut).toBe(404);
      expect((await db.demander('GET', '/a/absent')).statut).toBe(404);
      expect(rev).toMatch(/^1-/);
    });
  });

  describe('[MAG-11] credentials and what clients ask first', () => {
    /** Set to ask an account of everybody (`require_valid_user`), as it is deployed, CouchDB welcomes nobody without one. */
    const demandeUnCompte = async (c: Client): Promise<boolean> => {
      const { statut, corps } = await c.demander('GET', '/', { anonyme: true });
      if (statut !== 200) expect([statut, corps]).toMatchObject([401, { error: 'unauthorized' }]);
      return statut !== 200;
    };

    test('[MAG-11] without credentials: 401 on a database that exists, 404 on one that does not', async () => {
      const c = contexte();
      const inconnue = (await demandeUnCompte(c)) ? 401 : 404;
      const db = await base();
      await db.ecrire('a');
      for (const chemin of ['', '/a', '/_all_docs', '/_changes']) {
        const { statut, corps } = await db.demander('GET', chemin, { anonyme: true });
        expect([statut, corps]).toEqual([401, { error: 'unauthorized', reason: expect.any(String) }]);
      }
      expect((await db.demander('PUT', '/b', { json: {}, anonyme: true })).statut).toBe(401);
      expect((await c.demander('GET', '/inexistante', { anonyme: true })).statut).toBe(inconnue);
      expect((await c.demander('PUT', '/nouvelle', { anonyme: true })).statut).toBe(401);
      expect((await c.demander('DELETE', `/${db.nom}`, { anonyme: true })).statut).toBe(401);
      expect((await c.demander('GET', '/_all_dbs', { anonyme: true })).statut).toBe(401);
      const faux = { anonyme: true, entetes: { Authorization: `Basic ${btoa('a:b')}` } };
      expect((await db.demander('GET', '', faux)).corps).toEqual({
        error: 'unauthorized',
        reason: 'Name or password is incorrect.',
      });
    });

    test('[MAG-11] / welcomes with a uuid that stays, _up is ok, /db/ is /db', async () => {
      const c = contexte();
      const db = await base();
      const accueil = await c.demander('GET', '/', { anonyme: !(await demandeUnCompte(c)) });
      expect([accueil.statut, accueil.corps]).toEqual([
        200,
        expect.objectContaining({
          couchdb: 'Welcome',
          version: expect.stringMatching(/^3\./),
          uuid: expect.any(String),
        }),
      ]);
      expect((await c.demander('GET', '/')).corps).toEqual(accueil.corps);
      expect((await c.demander('GET', '/_up', { anonyme: true })).corps).toMatchObject({ status: 'ok' });
      expect((await db.demander('GET', '/')).corps).toMatchObject({ db_name: db.nom, doc_count: 0, doc_del_count: 0 });
      expect((await c.demander('GET', '/_uuids?count=3')).corps).toMatchObject({ uuids: { length: 3 } });
      expect((await c.demander('GET', '/_session')).corps).toMatchObject({ ok: true, userCtx: { roles: ['_admin'] } });
      expect((await db.demander('GET', '/_security')).statut).toBe(200);
      const securite = { admins: { roles: ['_admin'] }, members: { names: ['x'], roles: [] } };
      expect((await db.demander('PUT', '/_security', { json: securite })).corps).toEqual({ ok: true });
      expect((await db.demander('GET', '/_security')).corps).toMatchObject(securite);
    });
  });
}
