import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import {
  type EtatService,
  etatServiceSchema,
  rapportDisponibiliteSchema,
} from '#shared/contrats/exploitation/disponibilite';
import { BASE_CENTRALE } from '#shared/contrats/ids';
import { epochMs, instantDe } from '#shared/temps/paris';
import { type Instant, instantSchema } from '#shared/temps/types';
import { ouvrirBoite } from '../../adapters/courriel/boite';
import { facteurSmtp } from '../../adapters/courriel/smtp';
import { ouvrirSmtp, type ServeurSmtp, sujetDe } from '../../adapters/courriel/testing/serveur-smtp';
import {
  type Banc,
  type Client,
  corpsDe,
  creerCompteDEssai,
  ouvrirBanc,
  ouvrirMagasinEnMemoire,
} from '../../http/testing/banc';
import { ecrireTout } from '../../store/ecrire';
import type { Magasin } from '../../store/lire';
import { demarrerTelephonie, type Telephonie } from './lancer';
import { type CibleSonde, cibleDe, preparerSonde } from './sonde';
import { creerVeille, type Veille } from './sonder-svi';

// The real worker, the real caller, a real mail server, a real stream; only the clock is ours.

const JETON = 'jeton-de-signature-des-essais';
let dossier: string;
let essai: { magasin: Magasin; fermer: () => Promise<void> };
let smtp: ServeurSmtp;
let svi: Telephonie;
let port: number;
let cible: CibleSonde;
let banc: Banc;
let veille: Veille;
let maintenant: Instant = instantSchema.parse('2026-11-25T08:12:00Z');
const sonde = preparerSonde({
  cible: () => cible,
  sante: () => ('url' in cible ? cible.url : undefined),
  env: { PLIVO_AUTH_TOKEN: JETON },
  delaiMs: 5_000,
});

const portLibre = (): Promise<number> =>
  new Promise((ok) => {
    const s = createServer().listen(0, '127.0.0.1', () => {
      const a = s.address();
      s.close(() => ok(a !== null && typeof a === 'object' ? a.port : 0));
    });
  });

const demarrerSvi = async (): Promise<void> => {
  let prete: (adresse: string) => void = () => undefined;
  const attente = new Promise<string>((ok) => {
    prete = ok;
  });
  const env = {
    MODE: 'formation',
    DATA_DIR: dossier,
    TELEPHONY_PORT: String(port),
    PLIVO_AUTH_TOKEN: JETON,
    COUCHDB_URL: 'http://127.0.0.1:9',
    PUBLIC_ORIGIN: '',
    JOURNAL_NIVEAU: 'silent',
  };
  svi = demarrerTelephonie({ env, surPrete: prete, surMort: () => undefined });
  await attente;
};

beforeAll(async () => {
  dossier = await mkdtemp(join(tmpdir(), 'tg-sonde-'));
  port = await portLibre();
  cible = { origine: `http://127.0.0.1:${port}`, url: `http://127.0.0.1:${port}` };
  [essai, smtp] = await Promise.all([ouvrirMagasinEnMemoire(), ouvrirSmtp(), demarrerSvi()]);
  const { magasin } = essai;
  await magasin.creerBase(BASE_CENTRALE);
  const valeur = ['astreinte@paris.test'];
  await ecrireTout(magasin, BASE_CENTRALE, [
    {
      _id: 'parametre:destinatairesAlertes:2026-01-01',
      type: 'parametre',
      cle: 'destinatairesAlertes',
      depuis: '2026-01-01',
      valeur,
      auteur: 'essai',
      instant: '2026-01-01T00:00:00Z',
    },
  ]);
  const horloge = (): Instant => maintenant;
  const facteur = facteurSmtp({ url: smtp.url, de: 'telegestion@paris.test' });
  const courrier = ouvrirBoite({ magasin, horloge, facteur, noter: () => undefined });
  veille = await creerVeille({
    magasin,
    horloge,
    sonde,
    courrier,
    extranet: () => 'https://extranet.test',
    noter: () => undefined,
  });
  banc = await ouvrirBanc({ magasin, horloge, service: veille });
  await creerCompteDEssai(magasin, 'est', 'GESTIONNAIRE', ['EST']);
  await creerCompteDEssai(magasin, 'tech', 'TECHNIQUE', []);
  await creerCompteDEssai(magasin, 'admin', 'ADMINISTRATEUR', []);
});
afterAll(async () => {
  await Promise.all([banc.fermer(), svi.arreter(), sonde.arreter()]);
  await Promise.all([essai.fermer(), smtp.fermer(), rm(dossier, { recursive: true, force: true, maxRetries: 20 })]);
});

const minute = async (): Promise<number> => {
  const n = await veille.passer();
  maintenant = instantDe(epochMs(maintenant) + 60_000);
  return n;
};

/** The `service` events of a stream, as a browser reads them. */
const ecouter = async (c: Client) => {
  const r = await c.appeler('GET', '/replication/flux?antenne=EST');
  const lecteur = r.body?.pipeThrough(new TextDecoderStream()).getReader();
  let reste = '';
  return {
    suivant: async (): Promise<EtatService> => {
      for (;;) {
        const m = /event: service\ndata: (.*)\n\n/.exec(reste);
        if (m) {
          reste = reste.slice(m.index + m[0].length);
          return etatServiceSchema.parse(JSON.parse(m[1] ?? ''));
        }
        const lu = await lecteur?.read();
        if (!lu || lu.done) throw new Error('flux fini');
        reste += lu.value;
      }
    },
    fermer: () => lecteur?.cancel(),
  };
};

test('the SVI killed: an outage at the second call, the mail, the stream; started again: closed, mailed and told', async () => {
  const client = await banc.connecter('est');
  const flux = await ecouter(client);
  expect(await flux.suivant()).toMatchObject({ svi: { etat: 'INCONNU' }, pannes: [] });
  expect(await minute()).toBe(1);
  expect(await flux.suivant()).toMatchObject({ svi: { etat: 'OK' } });

  const pid = svi.pid();
  if (pid === undefined) throw new Error('pas de processus');
  process.kill(pid, 'SIGKILL');
  await svi.arreter();
  await minute();
  expect(veille.etat().pannes).toEqual([]);
  await minute();
  expect(await flux.suivant()).toMatchObject({
    svi: { etat: 'PANNE', depuis: '2026-11-25T08:13:00Z' },
    pannes: [{ quoi: 'SVI' }],
  });
  await expect.poll(() => smtp.recus.length).toBe(1);
  expect(smtp.recus[0]?.a).toEqual(['astreinte@paris.test']);
  expect(sujetDe(smtp.recus[0]?.brut ?? '')).toContain('ne répond plus depuis 9');
  // Whoever signs in now knows it too.
  const recu = etatServiceSchema.parse(await (await client.appeler('GET', '/api/service')).json());
  expect(recu.svi.etat).toBe('PANNE');

  await demarrerSvi();
  await minute();
  expect(await flux.suivant()).toMatchObject({
    svi: { etat: 'OK' },
    pannes: [],
    terminee: { quoi: 'SVI', debut: '2026-11-25T08:13:00Z', fin: '2026-11-25T08:15:00Z' },
  });
  await expect.poll(() => smtp.recus.length).toBe(2);
  await flux.fermer();
});

test('a call that is heard is in the journal of the SVI, on the disk, and leaves no document', async () => {
  expect(await sonde.appeler()).toMatchObject({ issue: 'REUSSI' });
  const journal = join(dossier, 'svi', 'journal');
  const lignes = await Promise.all((await readdir(journal)).map((n) => readFile(join(journal, n), 'utf8')));
  expect(lignes.join('')).toContain('sonde-');
  expect(lignes.join('')).not.toMatch(/"type":"(pointage|appel)"/);
});

test('hung, refusing our signature, or nowhere: each failure has its reason; what is not to blame on the SVI is not measured', async () => {
  const pid = svi.pid();
  if (pid === undefined) throw new Error('pas de processus');
  process.kill(pid, 'SIGSTOP');
  expect(await sonde.appeler()).toEqual({ issue: 'ECHEC', raison: 'SILENCE' });
  process.kill(pid, 'SIGCONT');
  expect(await sonde.appeler()).toMatchObject({ issue: 'REUSSI' });
  const ici = cible;
  cible = { origine: 'https://svi.ailleurs.test', url: `http://127.0.0.1:${port}` };
  expect(await sonde.appeler()).toMatchObject({ issue: 'ECHEC', raison: 'HTTP_403' });
  cible = { issue: 'NON_MESURE', raison: 'SVI_ORIGIN_ABSENTE' };
  expect(await sonde.appeler()).toMatchObject({ issue: 'NON_MESURE' });
  expect(await sonde.alertes()).toBeUndefined();
  cible = ici;
});

test('where the call goes: by the public origin if there is one, else to the worker that this server started', () => {
  const prete = { etat: 'prete', adresse: 'http://127.0.0.1:4000', relances: 0 } as const;
  const sans = { SVI_ORIGIN: undefined, PUBLIC_ORIGIN: undefined };
  const svi = { ...sans, SVI_ORIGIN: 'https://svi.test', PUBLIC_ORIGIN: 'https://extranet.test' };
  expect(cibleDe(svi, prete)).toEqual({ origine: 'https://svi.test', url: 'https://svi.test' });
  expect(cibleDe(svi, undefined)).toEqual({ origine: 'https://svi.test', url: 'https://svi.test' });
  expect(cibleDe(sans, prete)).toEqual({ origine: prete.adresse, url: prete.adresse });
  // One origin for both, behind one proxy: signed by it, called on the spot.
  expect(cibleDe({ ...sans, PUBLIC_ORIGIN: 'https://tg.test' }, prete)).toEqual({
    origine: 'https://tg.test',
    url: prete.adresse,
  });
  expect(cibleDe(sans, undefined)).toMatchObject({ issue: 'NON_MESURE' });
  expect(cibleDe(svi, { etat: 'demarrage', relances: 0 })).toMatchObject({ issue: 'NON_MESURE' });
  expect(cibleDe(sans, { etat: 'demarrage', relances: 3 })).toMatchObject({ issue: 'ECHEC', raison: 'SVI_ARRETE' });
});

test('a worker that goes on starting for minutes is down', async () => {
  const demarre = preparerSonde({
    cible: () => cibleDe({ SVI_ORIGIN: undefined, PUBLIC_ORIGIN: undefined }, { etat: 'demarrage', relances: 0 }),
    sante: () => undefined,
    env: {},
  });
  const issues: string[] = [];
  for (let n = 0; n < 5; n += 1) issues.push((await demarre.appeler()).issue);
  expect(issues).toEqual(['NON_MESURE', 'NON_MESURE', 'NON_MESURE', 'ECHEC', 'ECHEC']);
  await demarre.arreter();
});

test('[RG] the availability of a month: who may read it, and what is refused', async () => {
  for (const nom of ['est', 'tech']) {
    const r = await (await banc.connecter(nom)).appeler('GET', '/api/disponibilite?mois=2026-11');
    const rapport = rapportDisponibiliteSchema.parse(await r.json());
    expect(rapport.total).toMatchObject({ reussies: 2, echecs: 2 });
    expect(rapport.coupures).toEqual([{ debut: '2026-11-25T08:13:00Z', fin: '2026-11-25T08:15:00Z', minutes: 2 }]);
    expect(rapport.derniereSonde).toEqual({ instant: '2026-11-25T08:15:00Z', marque: 'R' });
  }
  const admin = await banc.connecter('admin');
  expect((await admin.appeler('GET', '/api/disponibilite?mois=2026-11')).status).toBe(200);
  expect((await admin.appeler('GET', '/api/service')).status).toBe(200);
  for (const chemin of ['/api/service', '/api/disponibilite?mois=2026-11'])
    expect((await banc.anonyme.appeler('GET', chemin)).status).toBe(401);
  const client = await banc.connecter('est');
  for (const mois of ['', '2026-13', '2026-11-01', '2027-01']) {
    const r = await client.appeler('GET', `/api/disponibilite?mois=${mois}`);
    expect([r.status, (await corpsDe(r)).code]).toEqual([400, 'DEMANDE']);
  }
});

test('who receives the alerts never reaches a PC', async () => {
  const r = await (await banc.connecter('est')).appeler('GET', '/api/referentiel');
  expect(r.status).toBe(200);
  expect(await r.text()).not.toContain('astreinte');
});
