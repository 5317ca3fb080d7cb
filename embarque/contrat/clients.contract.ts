import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import nano from 'nano';
import PouchDB, { type Pouch } from 'pouchdb';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type BaseDEssai, type Contexte, greffe, h, nouvelleBase } from '../testing/client';

/** The clients that the product uses, on the wire: PouchDB both ways, and nano. What the store's port makes of it is in `store/contrat`. */
export function contratClients(contexte: Contexte): void {
  const base = (): Promise<BaseDEssai> => nouvelleBase(contexte());

  describe('[MAG-11] PouchDB replicates both ways', () => {
    let dossier: string;
    const ouvertes: Pouch[] = [];
    const locale = (nom: string): Pouch => {
      const p = new PouchDB(join(dossier, nom));
      ouvertes.push(p);
      return p;
    };
    const distante = (db: BaseDEssai): Pouch => {
      const { username, password, origin } = new URL(contexte().url);
      return new PouchDB(`${origin}/${db.nom}`, { auth: { username, password }, skip_setup: true });
    };
    // The digest of an attachment is that of the bytes as each store keeps them, compressed or not.
    const contenu = async (p: Pouch): Promise<unknown> => {
      const { rows } = await p.allDocs({ include_docs: true, conflicts: true, attachments: true });
      return JSON.parse(
        JSON.stringify(
          rows.map((r) => r.doc),
          (cle, valeur: unknown) => (cle === 'digest' ? undefined : valeur),
        ),
      );
    };
    beforeAll(async () => {
      dossier = await mkdtemp(join(tmpdir(), 'pouch-'));
    });
    afterAll(async () => {
      await Promise.all(ouvertes.map((p) => p.close()));
      await rm(dossier, { recursive: true, force: true });
    });

    test('[MAG-11] from the store: conflicts, deletions, attachments, unusual ids', async () => {
      const db = await base();
      await db.lots(Array.from({ length: 250 }, (_, i) => ({ _id: `doc ${i}/é+`, n: i })));
      await db.greffer([greffe('c', [`1-${h('a')}`], { n: 1 }), greffe('c', [`1-${h('b')}`], { n: 2 })]);
      await db.supprimer('mort', await db.ecrire('mort'));
      const data = Buffer.from('pièce').toString('base64');
      await db.ecrire('piece', { _attachments: { 'a b.txt': { content_type: 'text/plain', data } } });
      const p = locale('depuis');
      expect(await PouchDB.replicate(distante(db), p)).toMatchObject({ ok: true, docs_written: 254 });
      expect(await contenu(p)).toEqual(await contenu(distante(db)));
      expect(await p.get('c', { conflicts: true })).toMatchObject({ _rev: `1-${h('b')}`, _conflicts: [`1-${h('a')}`] });
      expect(await PouchDB.replicate(distante(db), p)).toMatchObject({ ok: true, docs_written: 0 });
    });

    test('[MAG-11] to the store, then both ways, with a conflict made on each side', async () => {
      const db = await base();
      const [un, deux] = [locale('un'), locale('deux')];
      const { rev } = await un.put({ _id: 'a', n: 0 });
      await un.put({ _id: 'b', n: 0 });
      await PouchDB.replicate(un, distante(db));
      await PouchDB.replicate(distante(db), deux);
      await un.put({ _id: 'a', _rev: rev, n: 1 });
      await deux.put({ _id: 'a', _rev: rev, n: 2 });
      await deux.remove(await deux.get('b'));
      for (const p of [un, deux, un]) await PouchDB.sync(p, distante(db));
      const lu = await db.demander('GET', '/a?conflicts=true');
      expect((lu.corps as { _conflicts: string[] })._conflicts).toHaveLength(1);
      expect((await db.demander('GET', '/b')).statut).toBe(404);
      for (const p of [un, deux]) expect(await contenu(p)).toEqual(await contenu(distante(db)));
    });

    test('[MAG-11] live: what is written on one side comes to the other', async () => {
      const db = await base();
      const p = locale('vive');
      const lien = PouchDB.sync(p, distante(db), { live: true, retry: true });
      await p.put({ _id: 'monte', n: 1 });
      let lue = await db.demander('GET', '/monte');
      while (lue.statut === 404) lue = await db.demander('GET', '/monte');
      await db.ecrire('descend', { n: 2 });
      const lire = () => p.get('descend').catch(() => undefined);
      let descendu = await lire();
      while (!descendu) descendu = await lire();
      expect([lue.corps, descendu]).toMatchObject([{ n: 1 }, { n: 2 }]);
      lien.cancel();
    });
  });

  describe('[MAG-11] nano', () => {
    type Doc = { _id: string; n: number };
    test('[MAG-11] reads and writes: insert, get, head, destroy, fetch, list, changes', async () => {
      const serveur = nano(contexte().url);
      const nom = `nano-${Date.now()}`;
      await serveur.db.create(nom);
      const db = serveur.use<Doc>(nom);
      const { rev } = await db.insert({ _id: 'a/é', n: 1 });
      expect(await db.get('a/é')).toEqual({ _id: 'a/é', _rev: rev, n: 1 });
      expect(await db.head('a/é')).toMatchObject({ etag: `"${rev}"` });
      await expect(db.insert({ _id: 'a/é', n: 2 })).rejects.toMatchObject({ statusCode: 409, error: 'conflict' });
      expect((await db.destroy('a/é', rev)).ok).toBe(true);
      await expect(db.get('a/é')).rejects.toMatchObject({ statusCode: 404, reason: 'deleted' });
      expect((await db.changes({ since: '0' })).results).toMatchObject([{ id: 'a/é', deleted: true }]);
      await serveur.db.destroy(nom);
    });
  });
}
