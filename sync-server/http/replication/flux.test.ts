import { afterAll, beforeAll, expect, test } from 'vitest';
import { BASE_CENTRALE, baseAntenne, idCompte } from '#shared/contrats/ids';
import {
  type Checkpoint,
  type Collection,
  changementsSchema,
  type Page,
  pageSchema,
} from '#shared/replication/protocole';
import { ecrireTout } from '../../store/ecrire';
import { lireUn } from '../../store/lire';
import { type Banc, type Client, creerCompteDEssai, ouvrirBanc } from '../testing/banc';

let banc: Banc;
let client: Client;
const jour = new Date().toISOString().slice(0, 10);

beforeAll(async () => {
  banc = await ouvrirBanc({ battementMs: 100 });
  for (const nom of ['est', 'renvoye']) await creerCompteDEssai(banc.magasin, nom, 'GESTIONNAIRE', ['EST']);
  client = await banc.connecter('est');
});
afterAll(() => banc.fermer());

/** What a PC of the version before takes for a message: one that lacks something is dropped without a word. */
const messagePrecedentSchema = pageSchema
  .pick({ documents: true, checkpoint: true })
  .extend({ collection: changementsSchema.shape.collection });

/** Reads the events of a stream as a browser does. */
const ouvrir = async (c: Client) => {
  const r = await c.appeler('GET', '/replication/flux?antenne=EST');
  expect(r.status).toBe(200);
  expect(r.headers.get('content-type')).toContain('text/event-stream');
  expect(r.headers.get('cache-control')).toContain('no-store');
  const lecteur = r.body?.pipeThrough(new TextDecoderStream()).getReader();
  let reste = '';
  return {
    suivant: async (): Promise<Collection | 'fin'> => {
      for (;;) {
        const m = /event: changements\ndata: (.*)\n\n/.exec(reste);
        if (m) {
          reste = reste.slice(m.index + m[0].length);
          const message: unknown = JSON.parse(m[1] ?? '');
          expect(messagePrecedentSchema.parse(message).documents).toEqual([]);
          return changementsSchema.parse(message).collection;
        }
        const lu = await lecteur?.read();
        if (!lu || lu.done) return 'fin';
        reste += lu.value;
      }
    },
    fermer: () => lecteur?.cancel(),
  };
};
const tirer = async (checkpoint?: Checkpoint): Promise<Page> => {
  const q = checkpoint ? `&checkpoint=${encodeURIComponent(JSON.stringify(checkpoint))}` : '';
  return pageSchema.parse(await (await client.appeler('GET', `/replication/jours?antenne=EST${q}`)).json());
};
/** All pages from a checkpoint, as a PC reads them. */
const vider = async (depuis?: Checkpoint): Promise<{ documents: Page['documents']; checkpoint: Checkpoint }> => {
  const documents: Page['documents'] = [];
  for (let page = await tirer(depuis); ; page = await tirer(page.checkpoint)) {
    documents.push(...page.documents);
    if (!page.suite) return { documents, checkpoint: page.checkpoint };
  }
};
const ecrire = (id: string, plus: object = {}) =>
  ecrireTout(banc.magasin, baseAntenne('EST'), [{ _id: id, type: id.split(':')[0], ...plus }]);

test('a change made in the store is told to every stream of the antenna, by its collection alone', async () => {
  const flux = [await ouvrir(client), await ouvrir(client)];
  await ecrire(`intervention:${jour}:a`, { usagerId: 'U1' });
  for (const f of flux) expect(await f.suivant()).toBe('jours');
  await ecrire(`verdict:${jour}:x`);
  for (const f of flux) expect(await f.suivant()).toBe('decisions');
  for (const f of flux) await f.fermer();
});

test('its heartbeats are events, from the opening on: a browser is not told of comments', async () => {
  const r = await client.appeler('GET', '/replication/flux?antenne=EST');
  const lecteur = r.body?.pipeThrough(new TextDecoderStream()).getReader();
  let recu = '';
  while (recu.split('event: battement\ndata: .\n\n').length < 3) {
    const lu = await lecteur?.read();
    if (!lu || lu.done) throw new Error('un flux ouvert attendu');
    recu += lu.value;
  }
  expect(recu).toMatch(/^retry: 1000\n: ouvert\n\nevent: battement\n/);
  await lecteur?.cancel();
});

test('a deletion is told, and a pull brings it; what no PC holds is not, and an old day neither', async () => {
  await ecrire(`intervention:${jour}:b`);
  const { checkpoint } = await vider();
  const f = await ouvrir(client);
  await ecrire(`visite:${jour}:v`);
  await ecrire('intervention:2020-01-01:vieille');
  await ecrire(`verdict:${jour}:y`);
  // Neither of the first two: they are told before it, or with it, `jours` first.
  expect(await f.suivant()).toBe('decisions');
  const b = await lireUn<object>(banc.magasin, baseAntenne('EST'), `intervention:${jour}:b`);
  await ecrireTout(banc.magasin, baseAntenne('EST'), [{ _id: b?._id, _rev: b?._rev, _deleted: true }]);
  expect(await f.suivant()).toBe('jours');
  expect((await vider(checkpoint)).documents).toEqual([{ _id: `intervention:${jour}:b`, _deleted: true }]);
  await f.fermer();
});

test('a pull once the stream is open, then one for each message: nothing is missed between', async () => {
  const vus = new Set<string>();
  let repere: Checkpoint | undefined;
  const lire = async (): Promise<void> => {
    const lu = await vider(repere);
    repere = lu.checkpoint;
    for (const d of lu.documents) {
      expect(d).not.toHaveProperty('_rev');
      vus.add(d._id);
    }
  };
  let ecrits = 0;
  let continuer = true;
  const auteur = (async () => {
    while (continuer) await ecrire(`intervention:${jour}:n${String(ecrits++).padStart(4, '0')}`);
  })();
  const f = await ouvrir(client);
  const suivre = async (): Promise<void> => {
    expect(await f.suivant()).toBe('jours');
    await lire();
  };
  await lire();
  while (ecrits < 150) await suivre();
  continuer = false;
  await auteur;
  await ecrire(`intervention:${jour}:dernier`);
  while (!vus.has(`intervention:${jour}:dernier`)) await suivre();
  const attendus = Array.from({ length: ecrits }, (_, i) => `intervention:${jour}:n${String(i).padStart(4, '0')}`);
  expect(attendus.filter((id) => !vus.has(id))).toEqual([]);
  await f.fermer();
});

test('a disabled account is cut off from its stream', async () => {
  const renvoye = await banc.connecter('renvoye');
  const f = await ouvrir(renvoye);
  const compte = await lireUn<object>(banc.magasin, BASE_CENTRALE, idCompte('renvoye'));
  await ecrireTout(banc.magasin, BASE_CENTRALE, [{ ...compte, actif: false }]);
  expect(await f.suivant()).toBe('fin');
  expect((await renvoye.appeler('GET', '/replication/flux?antenne=EST')).status).toBe(401);
});

test('one session opens twelve streams: one more takes the place of the oldest; those of another session are not touched', async () => {
  const [un, autre] = [await banc.connecter('est'), await banc.connecter('est')];
  const sien = await ouvrir(autre);
  const premiers = [];
  for (let i = 0; i < 3; i++) premiers.push(await ouvrir(un));
  const derniers = [];
  for (let i = 0; i < 12; i++) derniers.push(await ouvrir(un));
  expect(await Promise.all(premiers.map((f) => f.suivant()))).toEqual(['fin', 'fin', 'fin']);
  const [seule, ...restent] = derniers;
  // A place that is left is free again.
  await seule?.fermer();
  const neuve = await ouvrir(un);
  await ecrireTout(banc.magasin, baseAntenne('EST'), [{ _id: `correction:${jour}:places`, type: 'correction' }]);
  const vus = await Promise.all([...restent, neuve, sien].map((f) => f.suivant()));
  expect(new Set(vus)).toEqual(new Set(['saisies']));
  for (const f of [...restent, neuve, sien]) await f.fermer();
});
