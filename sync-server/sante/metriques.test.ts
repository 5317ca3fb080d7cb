import { afterAll, beforeAll, expect, test } from 'vitest';
import { instantSchema } from '#shared/temps/types';
import { type Banc, creerCompteDEssai, ouvrirBanc } from '../http/testing/banc';
import { TRAVAUX } from '../jobs/schedules';
import type { FaitsSante } from './juger-sante';
import { METRIQUES, tenirMetriques } from './metriques';

const JETON = 'jeton-de-lecture-des-metriques';
const FAITS: FaitsSante = {
  magasin: true,
  noeuds: [],
  revenus: [],
  quorum: { enAttente: 0, total: 0, introuvables: 0 },
  ecriture: undefined,
  transitions: { retard: 4, enEchec: false },
  disques: [{ nom: 'donnees', libres: 10, octets: 100 }],
  travauxEnEchec: [],
  svi: 'OK',
  pannes: 1,
  telephoneMuet: undefined,
  journal: undefined,
  operateur: { etat: 'ok', le: instantSchema.parse('2026-11-25T06:00:00Z') },
  exterieur: {
    actif: true,
    dernier: { instant: instantSchema.parse('2026-11-25T06:00:00Z'), issue: 'ECHEC', raison: 'OCCUPE' },
  },
  dernierAppel: instantSchema.parse('2026-11-25T06:00:00Z'),
  millesime: { attendu: true, heure: '06:00', derniere: instantSchema.parse('2026-11-25T06:00:00Z') },
  sauvegarde: { etat: 'aucune' },
  memeDisque: false,
  courriel: { regle: true, attendent: 0, depuis: undefined },
  certificats: [{ nom: 'svi', fin: instantSchema.parse('2026-11-25T06:00:00Z') }],
  ecartes: [],
  divergences: 0,
  astreinte: { sms: true, tours: 1, sansAccuse: 2 },
};

let banc: Banc;
const tenue = tenirMetriques(async () => FAITS);
beforeAll(async () => {
  banc = await ouvrirBanc({ metriques: { tenue, jeton: JETON } });
  await creerCompteDEssai(banc.magasin, 'durand.jeanne', 'GESTIONNAIRE', ['EST']);
});
afterAll(() => banc.fermer());

const lire = (authorization?: string): Promise<Response> =>
  banc.anonyme.appeler('GET', '/metrics', authorization === undefined ? {} : { entetes: { authorization } });

test('metrics asked without right: 401 and nothing else, whoever is signed in', async () => {
  const connectee = await banc.connecter('durand.jeanne');
  for (const r of [
    await lire(),
    await lire(JETON),
    await lire(`Bearer ${JETON}x`),
    await connectee.appeler('GET', '/metrics'),
  ])
    expect([r.status, await r.text(), r.headers.get('cache-control')]).toEqual([401, '', 'no-store']);
  const sans = await ouvrirBanc({
    magasin: banc.magasin,
    metriques: { tenue: tenirMetriques(async () => FAITS), jeton: undefined },
  });
  for (const entete of ['', 'Bearer ', 'Bearer undefined'])
    expect((await sans.anonyme.appeler('GET', '/metrics', { entetes: { authorization: entete } })).status).toBe(401);
  await sans.fermer();
});

test('requests, pushes, refusals, jobs, mails and the health are told; no person is, in any label', async () => {
  const client = await banc.connecter('durand.jeanne');
  await client.appeler('GET', '/api/usagers/M200001/visites?antenne=EST');
  await client.appeler('GET', '/durand.jeanne/nulle-part');
  const corps = {
    documents: [{ _id: 'note:2026-11-25:x', type: 'note', texte: 'Mme MARTIN est sortie', auteur: 'martin' }],
  };
  const pousse = await client.appeler('POST', '/replication/saisies?antenne=EST', { corps });
  expect(pousse.status).toBe(200);
  tenue.travail({ nom: 'sauvegarder', ms: 1500, frequent: true });
  tenue.travail({ nom: 'purger', ms: 10, frequent: false, erreur: new Error('x') });
  tenue.courriel('PLUS_TARD');
  tenue.courrielsEnAttente(2);

  const texte = await (await lire(`Bearer ${JETON}`)).text();
  const lignes = texte.split('\n');
  for (const ligne of [
    'tg_travail_secondes{travail="sauvegarder"} 1.5',
    'tg_travail_echecs_total{travail="purger"} 1',
    // Seen by Prometheus before they have anything to tell, so that their first fact is an increase.
    'tg_travail_echecs_total{travail="sauvegarder"} 0',
    'tg_travail_en_echec{travail="purger"} 1',
    'tg_travail_en_echec{travail="sauvegarder"} 0',
    'tg_derives_corriges_total{type="intervention"} 0',
    'tg_courriels_total{etat="PLUS_TARD"} 1',
    'tg_courriels_en_attente 2',
    'tg_saisies_recues_total 0',
    'tg_magasin_joignable 1',
    'tg_transitions_retard_secondes 4',
    'tg_disque_libre_octets{disque="donnees"} 10',
    'tg_certificat_fin_secondes{adresse="svi"} 1795586400',
    'tg_svi_repond 1',
    'tg_telephone_muet 0',
    'tg_operateur_repond 1',
    'tg_sonde_exterieure 0',
    'tg_sonde_exterieure_secondes 1795586400',
    'tg_dernier_appel_secondes 1795586400',
    'tg_astreinte_sans_accuse 2',
    'tg_astreinte_trou_secondes 0',
    'tg_astreinte_messages_total{etat="REFUSE"} 0',
    'tg_pannes_ouvertes 1',
    'tg_millesime_derniere_secondes 1795586400',
    'tg_sauvegarde_derniere_secondes 0',
  ])
    expect(lignes).toContain(ligne);
  expect(texte).toMatch(/tg_saisies_refusees_total\{code="[A-Z_]+"\} 1/);
  expect(texte).toMatch(/route="\/api\/usagers\/:id\/visites"/);
  expect(texte).toContain('nodejs_eventloop_lag_seconds');
  for (const secret of ['durand', 'M200001', 'MARTIN', 'martin', '2026-11-25:x']) expect(texte).not.toContain(secret);

  const noms = new Set([...texte.matchAll(/^# TYPE (tg_\S+)/gm)].map((m) => m[1]));
  expect(noms).toEqual(new Set(Object.keys(METRIQUES)));
  const etiquettes = new Set(
    [...texte.matchAll(/^tg_\w+\{([^}]*)\}/gm)].flatMap((m) => (m[1] ?? '').match(/\w+(?==)/g) ?? []),
  );
  expect([...etiquettes].sort()).toEqual([
    'adresse',
    'code',
    'disque',
    'etat',
    'groupe',
    'le',
    'methode',
    'route',
    'statut',
    'travail',
    'type',
  ]);
  const routes = new Set(banc.serveur.routes.map((r) => r.url));
  for (const [, route] of texte.matchAll(/route="([^"]+)"/g)) expect(['?', ...routes]).toContain(route);
  expect(TRAVAUX.map((t) => t.nom)).toContain('sauvegarder');
});

test('[MAG-13] a node that is closed is not counted among those that are there: its alert is that of one that is away', async () => {
  const noeud = { nom: 'a', present: true };
  const noeuds = [noeud, { ...noeud, nom: 'b' }, { ...noeud, nom: 'c', ferme: true as const }];
  const grappe = tenirMetriques(async () => ({ ...FAITS, noeuds }));
  const b = await ouvrirBanc({ magasin: banc.magasin, metriques: { tenue: grappe, jeton: JETON } });
  const r = await b.anonyme.appeler('GET', '/metrics', { entetes: { authorization: `Bearer ${JETON}` } });
  expect((await r.text()).split('\n')).toEqual(
    expect.arrayContaining(['tg_grappe_noeuds 3', 'tg_grappe_noeuds_presents 2']),
  );
  await b.fermer();
});

test('a job whose last passage failed is told until one goes well, however seldom it runs', async () => {
  const valeur = async (): Promise<string | undefined> =>
    /^tg_travail_en_echec\{travail="horodater-archive"\} (\d)$/m.exec(
      await (await lire(`Bearer ${JETON}`)).text(),
    )?.[1];
  const passer = (erreur?: Error): void =>
    tenue.travail({ nom: 'horodater-archive', ms: 10, frequent: false, ...(erreur ? { erreur } : {}) });
  passer(new Error('x'));
  expect(await valeur()).toBe('1');
  passer(new Error('x'));
  expect(await valeur()).toBe('1');
  passer();
  expect(await valeur()).toBe('0');
});
