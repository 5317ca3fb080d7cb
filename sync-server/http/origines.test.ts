import { afterAll, beforeAll, expect, test } from 'vitest';
import { type Banc, creerCompteDEssai, MOT_DE_PASSE, ouvrirBanc } from './testing/banc';

// The extranet has changed its name: what a PC of the former one keeps is sent, and nothing else is done there.

const ANCIEN = 'https://ancien.test';
let b: Banc;
beforeAll(async () => {
  b = await ouvrirBanc({ origine: 'https://extranet.test', anciennesOrigines: [ANCIEN] });
  await creerCompteDEssai(b.magasin, 'lefevre', 'GESTIONNAIRE', ['EST']);
});
afterAll(() => b.fermer());

const poster = async (url: string, entetes: Record<string, string>, payload: object = {}) => {
  const r = await b.serveur.app.inject({ method: 'POST', url, headers: entetes, payload });
  return { statut: r.statusCode, code: (r.body.startsWith('{') ? r.json() : {}).code as string | undefined, r };
};
const DE_LA = { host: 'ancien.test', origin: ANCIEN, 'sec-fetch-site': 'same-origin' };

test('at the former name one signs in, and sends what waits; the rest is refused, as anywhere else', async () => {
  const entree = await poster('/api/session', DE_LA, { identifiant: 'lefevre', motDePasse: MOT_DE_PASSE });
  expect(entree.statut).toBe(200);
  const cookie = String(entree.r.headers['set-cookie']).split(';')[0] ?? '';
  for (const url of ['/replication/saisies', '/api/pointer', '/replication/poste'])
    expect([url, (await poster(url, { ...DE_LA, cookie })).code]).not.toEqual([url, 'ORIGINE']);
  for (const url of ['/api/comptes', '/api/clotures', '/api/sessions', '/api/pointer-x'])
    expect([url, (await poster(url, { ...DE_LA, cookie })).code]).toEqual([url, 'ORIGINE']);
});

test('a page of the former name that speaks to the new one, or of another name, is refused everywhere', async () => {
  const ailleurs: Record<string, string>[] = [
    { ...DE_LA, host: 'extranet.test' },
    { host: 'extranet.test', origin: ANCIEN },
    { ...DE_LA, 'sec-fetch-site': 'same-site' },
    { ...DE_LA, origin: 'https://ancien.test.ailleurs.test' },
    { ...DE_LA, origin: 'http://ancien.test' },
    { host: 'autre.test', origin: 'https://autre.test' },
  ];
  for (const entetes of ailleurs)
    for (const url of ['/replication/saisies', '/api/pointer', '/api/session'])
      expect([entetes, url, (await poster(url, entetes)).code]).toEqual([entetes, url, 'ORIGINE']);
});
