import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Antenne } from '#shared/contrats/commun';
import { BASE_CENTRALE, baseAntenne } from '#shared/contrats/ids';
import { codesAntennes } from '#shared/domain/antenne/registre';
import { TABLE_PAR_DEFAUT } from '#shared/domain/dases/table';
import { COLLECTIONS, type Collection } from '#shared/replication/protocole';
import { usager } from '#shared/testing/constructeurs';
import { cloture, etatFige, FINANCEURS, MOIS } from '#shared/testing/releves';
import { depotDossier } from '../../adapters/sftp/dossier';
import { ouvrirReserve } from '../../adapters/sftp/reserve';
import { empreinteFigee } from '../../domaines/cloture/clore/ecrire';
import { horlogeSysteme } from '../../ports/horloge';
import { ecrireTout } from '../../store/ecrire';
import { type Banc, creerCompteDEssai, ouvrirBanc, ouvrirMagasinEnMemoire } from '../testing/banc';

// Each session asks for each document of the five other antennas, by every reading end point that the server has, in turn. Each
// request is one that its end point answers to a manager of the antenna that it names: only the partition refuses it.

const PAR_ANTENNE = 360;
const jour = new Date().toISOString().slice(0, 10);
const COLLECTION_DE = new Map(
  (Object.keys(COLLECTIONS) as Collection[]).flatMap((c) =>
    COLLECTIONS[c].prefixes.map((t) => [t as string, c] as const),
  ),
);
/** Read whole by what is computed of any month: the fixture has real ones of these, or none. */
const SANS_EBAUCHE = new Set(['intervenant', 'cloture']);
const TYPES = [...new Set([...COLLECTION_DE.keys(), 'visite', 'fige'])].filter((t) => !SANS_EBAUCHE.has(t));
/** Frozen in the closed month of its antenna. */
const CLOS = 0;

type Document = { _id: string; type: string; antenne: Antenne; id: string; creations: [] };
const documentsDe = (antenne: Antenne): Document[] =>
  Array.from({ length: PAR_ANTENNE }, (_, n) => {
    const type = n === CLOS ? 'usager' : (TYPES[n % TYPES.length] ?? 'usager');
    const id = `SEC-${antenne}-${n}`;
    return { _id: type === 'usager' ? `usager:${id}` : `${type}:${jour}:${id}`, type, antenne, id, creations: [] };
  });

/** Read whole, or not at all, by what is computed of any month: these have all that their type has. */
const entier = (d: Document): object => {
  if (d.type === 'usager') return usager(d.id, { antenne: d.antenne, nom: nomDe(d.antenne), prenom: 'Jeanne' });
  if (d.type === 'verdict')
    return { ...d, correctionId: d.id, date: jour, decision: 'REFUSEE', recuLe: `${jour}T00:00:00Z` };
  if (d.type === 'sanstele') {
    const geste = { date: jour, auteur: 'essai', instant: `${jour}T00:00:00Z`, poste: 'p' };
    return { ...d, ...geste, usagerId: d.id, raison: 'REFUS', depuis: jour };
  }
  if (d.type !== 'intervention') return d;
  const qui = { usagerId: d.id, intervenantId: d.id, codePrestation: 'AD' };
  return { ...d, ...qui, date: jour, ecartes: [], anomalies: [], explication: [] };
};

/** What nobody asks by: an id may be said back, a name never. */
const nomDe = (antenne: Antenne): string => `SEC-${antenne}-9999`;

let banc: Banc;
let racine: string;
let fermerMagasin: () => Promise<void>;
const cookies = new Map<Antenne, string>();

beforeAll(async () => {
  racine = await mkdtemp(join(tmpdir(), 'tg-couples-'));
  const essai = await ouvrirMagasinEnMemoire();
  const { magasin } = essai;
  fermerMagasin = essai.fermer;
  banc = await ouvrirBanc({
    magasin,
    envois: {
      magasin,
      horloge: horlogeSysteme,
      reserve: ouvrirReserve(join(racine, 'envois')),
      depots: { DASES: depotDossier(racine) },
      table: TABLE_PAR_DEFAUT,
    },
  });
  await ecrireTout(magasin, BASE_CENTRALE, FINANCEURS);
  for (const antenne of codesAntennes()) {
    const docs = documentsDe(antenne).map(entier);
    const fige = { ...etatFige(`SEC-${antenne}-${CLOS}`, { nom: nomDe(antenne) }, 3), antenne };
    const clos = cloture({ antenne, usagers: 1, empreinte: await empreinteFigee([fige]) });
    await ecrireTout(magasin, baseAntenne(antenne), [...docs, fige, clos]);
    const identifiant = `g-${antenne.toLowerCase()}`;
    await creerCompteDEssai(magasin, identifiant, 'GESTIONNAIRE', [antenne], true);
    cookies.set(antenne, (await banc.connecter(identifiant)).cookie);
  }
});
afterAll(async () => {
  await banc.fermer();
  await fermerMagasin();
  await rm(racine, { recursive: true, force: true });
});

/** Asks for a document, as its antenna would. */
type Demande = (antenne: Antenne, d: Document) => string;
const q = (o: Record<string, string>): string => new URLSearchParams(o).toString();
const OCTOBRE = { du: `${MOIS}-01`, au: `${MOIS}-31` };
const rang = (d: Document): Collection => COLLECTION_DE.get(d.type) ?? 'jours';
const tirer =
  (checkpoint?: (d: Document) => object): Demande =>
  (antenne, d) =>
    `/replication/${rang(d)}?${q({ antenne, limite: '25', ...(checkpoint ? { checkpoint: JSON.stringify(checkpoint(d)) } : {}) })}`;

/** The antenna is named: another one's is refused, whatever else is asked. */
const PAR_LE_NOM: Record<string, readonly Demande[]> = {
  '/replication/:collection': [tirer(), tirer(() => ({ mode: 'changements', seq: '0' }))],
  '/api/prefacturation': [(antenne) => `/api/prefacturation?${q({ antenne, mois: MOIS })}`],
  '/api/prefacturation/fichier': ['csv', 'xlsx', 'complementaire'].map(
    (quoi): Demande =>
      (antenne) =>
        `/api/prefacturation/fichier?${q({ antenne, mois: MOIS, quoi })}`,
  ),
  '/api/prefacturation/explication': [
    (antenne, { id }) =>
      `/api/prefacturation/explication?${q({ antenne, mois: MOIS, usager: id, pec: 'P300002A', financeur: 'DASES_APA', intervenant: 'I1', tarif: '2458' })}`,
  ],
  '/api/pro-forma/fichier': ['pdf', 'xlsx'].map(
    (quoi): Demande =>
      (antenne) =>
        `/api/pro-forma/fichier?${q({ antenne, mois: MOIS, dispositif: 'APA', quoi })}`,
  ),
  '/api/pilotage/antenne': [(antenne) => `/api/pilotage/antenne?${q({ antenne, mois: MOIS })}`],
  '/api/pilotage/visites': [
    (antenne, { id }) => `/api/pilotage/visites?${q({ antenne, mois: MOIS, usager: id })}`,
    (antenne) => `/api/pilotage/visites?${q({ antenne, mois: MOIS, jour: `${MOIS}-02` })}`,
  ],
  '/api/etats/:id': [
    (antenne) => `/api/etats/heures-usagers?${q({ antenne, ...OCTOBRE })}`,
    (antenne, { id }) => `/api/etats/heures-usagers?${q({ antenne, ...OCTOBRE, usager: id })}`,
  ],
  '/api/etats/:id/visites': [
    (antenne, { id }) => `/api/etats/heures-usagers/visites?${q({ antenne, ...OCTOBRE, cle: `usager=${id}` })}`,
  ],
  '/api/etats/:id/fichier': [
    (antenne) => `/api/etats/heures-usagers/fichier?${q({ antenne, ...OCTOBRE, format: 'csv' })}`,
  ],
  '/api/etats/:id/plannings': ['planning-usager', 'planning-intervenants'].map(
    (etat): Demande =>
      (antenne) =>
        `/api/etats/${etat}/plannings?${q({ antenne, ...OCTOBRE })}`,
  ),
  '/api/etats/justificatifs': [(antenne) => `/api/etats/justificatifs?${q({ antenne, mois: MOIS })}`],
  '/api/cloture/bilan': [(antenne) => `/api/cloture/bilan?${q({ antenne, mois: MOIS })}`],
  '/api/cloture/chiffres': [(antenne) => `/api/cloture/chiffres?${q({ antenne, mois: MOIS })}`],
  '/api/cloture/fichiers': [(antenne) => `/api/cloture/fichiers?${q({ antenne, mois: MOIS })}`],
  '/api/cloture/fichier': [
    (antenne) =>
      `/api/cloture/fichier?${q({ antenne, mois: MOIS, nom: `SERVICE_FAIT_${antenne}_${MOIS.replace('-', '')}.csv` })}`,
  ],
};

/** Only a document is named: whose it is decides. */
const PAR_LE_DOCUMENT: Record<string, Demande> = {
  '/api/usagers/:id/visites': (_, { id }) => `/api/usagers/${id}/visites?${q({ de: `${MOIS}-01`, a: `${MOIS}-31` })}`,
  '/api/usagers/:id/releves/:mois': (antenne, { id }) => `/api/usagers/${id}/releves/${MOIS}?${q({ antenne })}`,
  '/api/usagers/:id/releves/:mois/liste': (_, { id }) => `/api/usagers/${id}/releves/${MOIS}/liste`,
  '/api/acces-personnel/:genre/:id': (_, { id }) => `/api/acces-personnel/usager/${id}`,
  '/api/liens-pointer/:genre/:id': (_, { id }) => `/api/liens-pointer/usager/${id}`,
  '/api/factures/:id': (_, { id }) => `/api/factures/facture:${MOIS}:${id}`,
};

/** Nothing is named: what is of the session alone is answered, whatever is added. */
const SANS_NOM: Record<string, string> = {
  '/api/session': '',
  '/api/referentiel': '',
  '/api/service': '',
  '/api/disponibilite': `mois=${MOIS}`,
  '/api/sonde': '',
  '/api/incidents': '',
  '/api/incidents/compte': '',
  '/api/incidents/fichier': 'format=csv',
  '/api/pro-forma': `mois=${MOIS}`,
  '/api/pilotage': `mois=${MOIS}`,
  '/api/pilotage/fichier': `mois=${MOIS}`,
  '/api/etats': '',
  '/api/etats/etape': '',
  '/api/etats/personnes': 'qui=usager&nom=je',
  '/api/etats/selections': '',
  '/api/cloture': `mois=${MOIS}`,
  '/api/cloture/etape': '',
  '/api/factures': `mois=${MOIS}`,
  '/api/receptions': '',
  '/api/connexion': '',
  '/api/compte': '',
  '/api/nouveautes': '',
  '/api/pointer/heure': '',
  '/sante': '',
};

/** Of other roles, whatever the antenna: a manager is refused for her role. */
const D_AUTRES_ROLES: Record<string, string> = {
  '/api/suspens-centraux': '/api/suspens-centraux',
  '/api/envois': `/api/envois?mois=${MOIS}`,
  '/api/astreintes': '/api/astreintes',
  '/api/comptes': '/api/comptes',
  '/api/antennes': '/api/antennes',
  '/api/parametres': '/api/parametres',
  '/api/audit': '/api/audit',
  '/api/audit/fichier': '/api/audit/fichier?format=csv',
  '/api/tentatives': '/api/tentatives',
  '/api/nouveautes/registre': '/api/nouveautes/registre',
  '/api/consultation/usagers': '/api/consultation/usagers?q=SEC-EST-0',
  '/api/consultation/usagers/:id': `/api/consultation/usagers/SEC-EST-0?mois=${MOIS}`,
  '/api/rapports': '/api/rapports',
  '/api/rapports/:periode/fichier': `/api/rapports/${MOIS}/fichier?format=pdf`,
};

const enAjout = (d: Document): string =>
  q({ antenne: d.antenne, usager: d.id, id: d._id, base: baseAntenne(d.antenne), q: d.id });

type Reponse = { statut: number; code: unknown; texte: string };
const appeler = async (ici: Antenne, url: string): Promise<Reponse> => {
  const r = await banc.serveur.app.inject({ method: 'GET', url, headers: { cookie: cookies.get(ici) } });
  const json = String(r.headers['content-type']).includes('json');
  const code = json && r.statusCode >= 400 ? (r.json() as { code?: unknown }).code : undefined;
  return { statut: r.statusCode, code, texte: `${r.body}\n${JSON.stringify(r.headers)}` };
};
/** What an answer says of another antenna, save the id that it was asked for. */
const etrangers = (texte: string, ici: Antenne, demande: Document): string[] =>
  [...texte.matchAll(/SEC-([A-Z_]+)-\d+/g)].flatMap(([vu, a]) => (a === ici || vu === demande.id ? [] : vu));
/** A refusal that comes before it is known whose the thing is. */
const AVANT_LA_CLOISON: readonly unknown[] = ['DEMANDE', 'ROLE', 'SESSION', 'SECOND_FACTEUR', 'INTERNE'];

test('every reading end point of the server is asked', () => {
  // The stream never ends: it has its own attempts beside.
  const lectures = banc.serveur.routes.filter((r) => r.method === 'GET' && r.url !== '/replication/flux');
  const tables = [PAR_LE_NOM, PAR_LE_DOCUMENT, SANS_NOM, D_AUTRES_ROLES];
  expect(tables.flatMap((t) => Object.keys(t)).toSorted()).toEqual(lectures.map((r) => r.url).toSorted());
});

describe('in its own antenna', () => {
  /** Nothing is there to be read, and the refusal says so once it is known that it would be its own. */
  const RIEN: Record<string, string> = {
    '/api/usagers/:id/releves/:mois': 'RELEVE_INCONNU',
    '/api/usagers/:id/releves/:mois/liste': 'RELEVE_INCONNU',
    '/api/factures/:id': 'FACTURE_ABSENTE',
  };
  const propres = [
    ...Object.entries(PAR_LE_NOM).flatMap(([route, ds]) => ds.map((d, i) => [route, i, d] as const)),
    ...Object.entries(PAR_LE_DOCUMENT).map(([route, d]) => [route, 0, d] as const),
    ...Object.entries(SANS_NOM).map(([route, sa]) => [route, 0, () => `${route}?${sa}`] as const),
  ];
  test.each(propres)('%s (%i) is answered', async (route, _, demande) => {
    for (const ici of codesAntennes()) {
      const [d] = documentsDe(ici);
      if (!d) throw new Error('un document attendu');
      const { statut, code } = await appeler(ici, demande(ici, d));
      expect([ici, statut, code]).toEqual(
        RIEN[route] === undefined ? [ici, 200, undefined] : [ici, expect.any(Number), RIEN[route]],
      );
    }
  });

  test.each(Object.entries(D_AUTRES_ROLES))('%s is not of a manager', async (_, url) => {
    for (const ici of codesAntennes()) {
      const { statut, code } = await appeler(ici, url);
      expect([ici, statut, code]).toEqual([ici, 403, 'ROLE']);
    }
  });
});

/**
 * Of the pairs, one in so many: `npm run epreuve -- securite` tries each of the 10 000. Types follow one another by twenty: a part of
 * twenty would always draw the same ones.
 */
const UN_COUPLE_SUR = Number(process.env.UN_COUPLE_SUR ?? 3);

test(`10 000 (session, document) pairs of two antennas, one in ${UN_COUPLE_SUR}, by every end point: only the partition refuses, and nothing leaks`, {
  timeout: 240_000,
}, async () => {
  type Forme = { route: string; genre: 'NOM' | 'DOCUMENT' | 'RIEN'; demande: Demande };
  const formes: Forme[] = [
    ...Object.entries(PAR_LE_NOM).flatMap(([route, ds]) =>
      ds.map((demande) => ({ route, genre: 'NOM' as const, demande })),
    ),
    ...Object.entries(PAR_LE_DOCUMENT).map(([route, demande]) => ({ route, genre: 'DOCUMENT' as const, demande })),
    ...Object.entries(SANS_NOM).map(([route, sa]) => ({
      route,
      genre: 'RIEN' as const,
      demande: (_: Antenne, d: Document) => `${route}?${[sa, enAjout(d)].filter((x) => x).join('&')}`,
    })),
  ];
  // What is answered whole costs more than what is refused, and is asked less often.
  const suite = [...formes, ...formes.filter((f) => f.genre !== 'RIEN'), ...formes.filter((f) => f.genre !== 'RIEN')];
  let couples = 0;
  const fautes: string[] = [];
  const demandes = new Map<string, number>();
  const types = new Set<string>();
  for (const ici of codesAntennes()) {
    const autres = codesAntennes()
      .filter((a) => a !== ici)
      .flatMap(documentsDe);
    for (const d of autres.filter((_, n) => n % UN_COUPLE_SUR === 0)) {
      const forme = suite[couples % suite.length];
      if (!forme) throw new Error('une forme attendue');
      couples++;
      types.add(d.type);
      demandes.set(forme.route, (demandes.get(forme.route) ?? 0) + 1);
      const url = forme.demande(d.antenne, d);
      const { statut, code, texte } = await appeler(ici, url);
      const juste =
        forme.genre === 'NOM'
          ? statut === 403 && code === 'ANTENNE'
          : forme.genre === 'RIEN'
            ? statut === 200 || (forme.route === '/api/sonde' && code === 'TROP_D_ESSAIS')
            : statut >= 400 && statut < 500 && !AVANT_LA_CLOISON.includes(code);
      if (etrangers(texte, ici, d).length > 0 || !juste)
        fautes.push(`${ici} ${url} → ${statut} ${texte.slice(0, 200)}`);
    }
  }
  expect(fautes.slice(0, 20)).toEqual([]);
  expect(couples).toBeGreaterThanOrEqual(10_000 / UN_COUPLE_SUR);
  expect([...types].sort()).toEqual([...TYPES].sort());
  for (const { route } of formes)
    expect([route, (demandes.get(route) ?? 0) > 90 / UN_COUPLE_SUR]).toEqual([route, true]);
});

test('a document of another antenna, asked for in one’s own: it is not there', async () => {
  const toutes: readonly (readonly [string, Demande])[] = [
    [
      '/replication/:collection',
      tirer((d) => ({ mode: 'instantane', apres: COLLECTION_DE.has(d.type) ? d._id : '', seq: '0' })),
    ],
    ...Object.entries(PAR_LE_NOM).flatMap(([route, ds]) => ds.map((d) => [route, d] as const)),
  ];
  const nommees = toutes.filter(([, demande]) => {
    const [a, b] = documentsDe('EST');
    return a && b && demande('EST', a) !== demande('EST', b);
  });
  // Pages hold any type: all of them, of one antenna. What is computed is of usagers: that of the closed month of each antenna.
  const etrangersDe = (ici: Antenne, route: string): Document[] => {
    const autres = codesAntennes().filter((a) => a !== ici);
    return route.startsWith('/replication')
      ? autres.slice(0, 1).flatMap((a) => documentsDe(a).slice(0, TYPES.length))
      : autres.flatMap((a) => documentsDe(a).slice(CLOS, CLOS + 1));
  };
  let chezNous = 0;
  for (const ici of codesAntennes())
    for (const [route, demande] of nommees)
      for (const d of etrangersDe(ici, route)) {
        const { statut, code, texte } = await appeler(ici, demande(ici, d));
        expect([route, ici, d._id, etrangers(texte, ici, d)]).toEqual([route, ici, d._id, []]);
        expect([route, AVANT_LA_CLOISON.includes(code) || statut >= 500]).toEqual([route, false]);
        if (texte.includes(`SEC-${ici}-`)) chezNous++;
      }
  // It is not that nothing was read: its own documents were, many times.
  expect(chezNous).toBeGreaterThan(50);
});
