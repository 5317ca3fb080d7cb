import { afterAll, beforeAll, expect, test } from 'vitest';
import { type Antenne, CODES_ANTENNES } from '#shared/contrats/commun';
import { baseAntenne } from '#shared/contrats/ids';
import { COLLECTIONS, type Collection } from '#shared/replication/protocole';
import { ecrireLot } from '../../ports/documents';
import { type Banc, creerCompteDEssai, ouvrirBanc } from '../banc';

// Each session asks for each document of the five other antennas, by every reading end point that the server has, in turn: the list
// is the server's own, so that a new route is asked too.

const PAR_ANTENNE = 340;
const jour = new Date().toISOString().slice(0, 10);
const COLLECTION_DE = new Map(
  (Object.keys(COLLECTIONS) as Collection[]).flatMap((c) =>
    COLLECTIONS[c].prefixes.map((t) => [t as string, c] as const),
  ),
);
const TYPES = [...COLLECTION_DE.keys(), 'visite', 'fige'];

type Document = { _id: string; type: string; antenne: Antenne };
const documentsDe = (antenne: Antenne): Document[] =>
  Array.from({ length: PAR_ANTENNE }, (_, n) => {
    const type = TYPES[n % TYPES.length] ?? 'usager';
    return { _id: `${type}:${jour}:SECRET-${antenne}-${n}`, type, antenne, id: `SECRET-${antenne}-${n}` };
  });

let banc: Banc;
const cookies = new Map<Antenne, string>();

beforeAll(async () => {
  banc = await ouvrirBanc();
  for (const antenne of CODES_ANTENNES) {
    await ecrireLot(banc.magasin, baseAntenne(antenne), documentsDe(antenne));
    const identifiant = `g-${antenne.toLowerCase()}`;
    await creerCompteDEssai(banc.magasin, identifiant, 'GESTIONNAIRE', [antenne]);
    cookies.set(antenne, (await banc.connecter(identifiant)).cookie);
  }
});
afterAll(() => banc.fermer());

const enc = (o: unknown): string => encodeURIComponent(typeof o === 'string' ? o : JSON.stringify(o));

/** Query strings by which a session of `ici` asks for a document of another antenna. */
const REQUETES: ((d: Document, ici: Antenne) => string)[] = [
  (d) => `antenne=${d.antenne}`,
  (d, ici) => `antenne=${ici}&checkpoint=${enc({ mode: 'instantane', apres: d._id, seq: '0' })}`,
  (d, ici) => `antenne=${ici}&antenne=${d.antenne}&id=${enc(d._id)}`,
  (d, ici) => `antenne=${ici}&base=${baseAntenne(d.antenne)}&usagerId=${enc(d._id)}&de=${jour}&a=${jour}`,
  (d, ici) => `antenne=${ici}&checkpoint=${enc({ mode: 'changements', seq: `0&include_docs=true&keys=["${d._id}"]` })}`,
  (d) => `de=${jour}&a=${jour}&mois=${jour.slice(0, 7)}&q=${enc(d._id)}`,
];

/** The path of a route, its parameters naming the document. */
const cheminDe = (url: string, d: Document): string =>
  url
    .replace(':collection', COLLECTION_DE.get(d.type) ?? 'jours')
    .replace(/:[a-z]+/gi, enc(d._id.slice(d._id.indexOf(':') + 1)));

test('10 000 (session, document) pairs of two antennas, by every end point: no leak', {
  timeout: 240_000,
}, async () => {
  // The stream never ends: it has its own attempts beside.
  const chemins = banc.serveur.routes.filter((r) => r.method === 'GET' && r.url !== '/replication/flux');
  expect(chemins.length).toBeGreaterThan(8);
  const app = banc.serveur.app;
  let couples = 0;
  let chezNous = 0;
  const fuites: string[] = [];
  const demandes = new Map<string, number>();
  for (const [ici, cookie] of cookies) {
    const etrangers = CODES_ANTENNES.filter((a) => a !== ici).flatMap(documentsDe);
    for (const d of etrangers) {
      const route = chemins[couples % chemins.length]?.url ?? '';
      const requete = REQUETES[Math.floor(couples / chemins.length) % REQUETES.length];
      couples++;
      demandes.set(route, (demandes.get(route) ?? 0) + 1);
      const url = `${cheminDe(route, d)}?limite=25&${requete?.(d, ici) ?? ''}`;
      const r = await app.inject({ method: 'GET', url, headers: { cookie } });
      const texte = `${r.body}\n${JSON.stringify(r.headers)}`;
      // A route may say back the id that it was asked for: nothing but that one, and only as it was asked.
      const vus = [...texte.matchAll(/SECRET-([A-Z_]+)-\d+/g)];
      if (vus.some((v) => v[1] !== ici)) fuites.push(`${ici} ${url} → ${r.statusCode} ${texte.slice(0, 200)}`);
      if (vus.some((v) => v[1] === ici)) chezNous++;
    }
  }
  expect(fuites).toEqual([]);
  expect(couples).toBeGreaterThanOrEqual(10_000);
  for (const { url } of chemins) expect([url, (demandes.get(url) ?? 0) > 100]).toEqual([url, true]);
  // It is not that nothing was read: its own documents were, many times.
  expect(chezNous).toBeGreaterThan(50);
});
