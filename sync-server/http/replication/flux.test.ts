import { afterAll, beforeAll, expect, test } from 'vitest';
import { BASE_CENTRALE, baseAntenne, idCompte } from '#shared/contrats/ids';
import { type Changements, changementsSchema, type Page } from '#shared/replication/protocole';
import { ecrireTout, lireUn } from '../../ports/documents';
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

/** Reads the events of a stream as a browser does. */
const ouvrir = async (c: Client) => {
  const r = await c.appeler('GET', '/replication/flux?antenne=EST');
  expect(r.status).toBe(200);
  expect(r.headers.get('content-type')).toContain('text/event-stream');
  expect(r.headers.get('cache-control')).toContain('no-store');
  const lecteur = r.body?.pipeThrough(new TextDecoderStream()).getReader();
  let reste = '';
  return {
    suivant: async (): Promise<Changements | 'fin'> => {
      for (;;) {
        const m = /event: changements\ndata: (.*)\n\n/.exec(reste);
        if (m) {
          reste = reste.slice(m.index + m[0].length);
          return changementsSchema.parse(JSON.parse(m[1] ?? ''));
        }
        const lu = await lecteur?.read();
        if (!lu || lu.done) return 'fin';
        reste += lu.value;
      }
    },
    fermer: () => lecteur?.cancel(),
  };
};
const ecrire = (id: string, plus: object = {}) =>
  ecrireTout(banc.magasin, baseAntenne('EST'), [{ _id: id, type: id.split(':')[0], ...plus }]);

test('a change made in the store reaches every stream of the antenna, collection by collection', async () => {
  const flux = [await ouvrir(client), await ouvrir(client)];
  await ecrire(`intervention:${jour}:a`, { usagerId: 'U1' });
  for (const f of flux) {
    const m = await f.suivant();
    expect(m).toMatchObject({ collection: 'jours', documents: [{ _id: `intervention:${jour}:a`, usagerId: 'U1' }] });
    expect(m === 'fin' || m.documents[0]).not.toHaveProperty('_rev');
  }
  await ecrire(`verdict:${jour}:x`);
  for (const f of flux) expect(await f.suivant()).toMatchObject({ collection: 'decisions' });
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

test('a deletion travels, what no PC holds does not, and an old day neither', async () => {
  const f = await ouvrir(client);
  await ecrire(`intervention:${jour}:b`);
  expect(await f.suivant()).toMatchObject({ documents: [{ _id: `intervention:${jour}:b` }] });
  await ecrire(`visite:${jour}:v`);
  await ecrire('intervention:2020-01-01:vieille');
  const b = await lireUn<object>(banc.magasin, baseAntenne('EST'), `intervention:${jour}:b`);
  await ecrireTout(banc.magasin, baseAntenne('EST'), [{ _id: b?._id, _rev: b?._rev, _deleted: true }]);
  expect(await f.suivant()).toMatchObject({ documents: [{ _id: `intervention:${jour}:b`, _deleted: true }] });
  await f.fermer();
});

test('a pull once the stream is open, then the stream: nothing is missed between', async () => {
  const tirer = async (checkpoint?: unknown): Promise<Page> => {
    const q = checkpoint ? `&checkpoint=${encodeURIComponent(JSON.stringify(checkpoint))}` : '';
    return (await (await client.appeler('GET', `/replication/jours?antenne=EST${q}`)).json()) as Page;
  };
  const vus = new Set<string>();
  let ecrits = 0;
  let continuer = true;
  const auteur = (async () => {
    while (continuer) await ecrire(`intervention:${jour}:n${String(ecrits++).padStart(4, '0')}`);
  })();
  const f = await ouvrir(client);
  let page = await tirer();
  for (const d of page.documents) vus.add(d._id);
  while (page.suite) {
    page = await tirer(page.checkpoint);
    for (const d of page.documents) vus.add(d._id);
  }
  while (ecrits < 150) {
    const m = await f.suivant();
    if (m === 'fin') break;
    for (const d of m.documents) vus.add(d._id);
  }
  continuer = false;
  await auteur;
  await ecrire(`intervention:${jour}:dernier`);
  while (!vus.has(`intervention:${jour}:dernier`)) {
    const m = await f.suivant();
    if (m === 'fin') break;
    for (const d of m.documents) vus.add(d._id);
  }
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
