import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import type { Disponibilite, EtatService, Panne } from '#shared/contrats/exploitation/disponibilite';
import { BASE_CENTRALE, baseAntenne } from '#shared/contrats/ids';
import { alerteSilence } from '#shared/domain/alerte/alertes';
import { epochMs, instantDe } from '#shared/temps/paris';
import { type Instant, instantSchema, moisSchema } from '#shared/temps/types';
import { ouvrirMagasinEnMemoire } from '../../http/testing/banc';
import type { Courriel } from '../../ports/courriel';
import { ecrireTout } from '../../store/ecrire';
import { lirePlage, type Magasin, plageDuType } from '../../store/lire';
import type { Noeud } from '../../store/magasin';
import { entourer } from '../../store/testing/entourer';
import { lireDisponibilite } from '../exploitation/sante/disponibilite';
import type { AlerteSvi, ResultatSonde } from './port-sonde';
import { creerVeille, type Veille } from './sonder-svi';

const REUSSI: ResultatSonde = { issue: 'REUSSI' };
const ECHEC: ResultatSonde = { issue: 'ECHEC', raison: 'INJOIGNABLE' };
const NON_MESURE: ResultatSonde = { issue: 'NON_MESURE', raison: 'SANS_JETON' };

let magasin: Magasin;
let fermer: () => Promise<void>;
let maintenant: Instant;
let appels: number;
let alertes: AlerteSvi[] | undefined;
/** Which worker answers. */
let travailleur: string | undefined;
let prochain: ResultatSonde;
let courriels: Courriel[];
let faits: object[];

beforeAll(async () => {
  ({ magasin, fermer } = await ouvrirMagasinEnMemoire());
});
beforeEach(async () => {
  await magasin.detruireBase(BASE_CENTRALE);
  await magasin.creerBase(BASE_CENTRALE);
  maintenant = instantSchema.parse('2026-11-25T08:10:20Z');
  [appels, alertes, prochain, courriels, faits] = [0, [], REUSSI, [], []];
  travailleur = undefined;
  await regler('destinatairesAlertes', ['astreinte@paris.test']);
});
afterAll(() => fermer());

const regler = (cle: string, valeur: unknown) =>
  ecrireTout(magasin, BASE_CENTRALE, [
    {
      _id: `parametre:${cle}:2026-01-01`,
      type: 'parametre',
      cle,
      depuis: '2026-01-01',
      valeur,
      auteur: 'a',
      instant: maintenant,
    },
  ]);

const ouvrir = (o: { sonde?: false; magasin?: Magasin } = {}): Promise<Veille> =>
  creerVeille({
    magasin: o.magasin ?? magasin,
    horloge: () => maintenant,
    sonde:
      o.sonde === false
        ? undefined
        : {
            appeler: async () => {
              appels += 1;
              return prochain;
            },
            alertes: async () => alertes && { travailleur, alertes },
          },
    courrier: {
      envoyer: async (c) => {
        if (!courriels.some((x) => x.cle === c.cle)) courriels.push(c);
        return { ok: true, valeur: { id: c.cle ?? '' } };
      },
      relever: async () => 0,
    },
    extranet: () => 'https://extranet.test',
    noter: (f) => faits.push(f),
  });

/** Each result is one minute. */
const vivre = async (v: Veille, ...suite: ResultatSonde[]): Promise<void> => {
  for (const r of suite) {
    prochain = r;
    await v.passer();
    maintenant = instantDe(epochMs(maintenant) + 60_000);
  }
};
const lire = <T>(type: string) => lirePlage<T>(magasin, BASE_CENTRALE, plageDuType(type));
const minutesDuJour = async (): Promise<string | undefined> => (await lire<Disponibilite>('disponibilite'))[0]?.minutes;

test('[AL-8] the silence of the telephone is told to the screens, though the probe goes through, until it is over', async () => {
  const base = baseAntenne('CENTRE');
  await magasin.creerBase(base);
  const v = await ouvrir();
  const vus: (string | undefined)[] = [];
  v.abonner((e) => vus.push(e.silence));
  const silence = alerteSilence(instantSchema.parse('2026-11-25T07:40:00Z'), { recus: 0, attendus: 40 });
  await vivre(v, REUSSI);
  await ecrireTout(magasin, base, [silence]);
  await vivre(v, REUSSI, REUSSI);
  await magasin.detruireBase(base);
  await magasin.creerBase(base);
  await vivre(v, REUSSI);
  expect(vus).toEqual([undefined, '2026-11-25T07:40:00Z', undefined]);
  expect(v.etat().svi.etat).toBe('OK');
});

test('a node that comes back is told to the screens, one that is away is not', async () => {
  let noeuds: Noeud[] = [];
  const v = await ouvrir({
    magasin: entourer(magasin, async ({ nom }, faire) => (nom === 'noeuds' ? noeuds : faire())),
  });
  const vus: (string | undefined)[] = [];
  v.abonner((e) => vus.push(e.grappe));
  const [a, n] = [{ present: true, aTransmettre: 0, actifS: 90 }, 'couchdb@10.0.0.1'];
  // The last look is a minute after the node was back.
  for (const [actifS, dernier] of [
    [90, { ...a, aTransmettre: 500 }],
    [90, { present: false }],
    [95, { ...a, actifS: 5 }],
    [156, { ...a, actifS: 66 }],
  ] as const) {
    noeuds = [
      { ...a, actifS, nom: `${n}1` },
      { ...a, actifS, nom: `${n}2` },
      { ...dernier, nom: `${n}3` },
    ];
    await v.passer();
  }
  expect(vus).toEqual(['EN_RETARD', undefined, 'EN_RETARD', undefined]);
});

test('two failures in a row open an outage from the first, mailed and told at once; the next success closes it', async () => {
  const v = await ouvrir();
  const vus: EtatService[] = [];
  v.abonner((e) => vus.push(e));
  await vivre(v, REUSSI, ECHEC, REUSSI, ECHEC);
  expect(await lire('panne')).toEqual([]);
  expect(v.etat().svi.etat).toBe('OK');
  await vivre(v, ECHEC, ECHEC);
  expect(v.etat()).toMatchObject({
    svi: { etat: 'PANNE', depuis: '2026-11-25T08:13:00Z' },
    pannes: [{ quoi: 'SVI', debut: '2026-11-25T08:13:00Z' }],
  });
  await vivre(v, REUSSI, REUSSI);
  expect(await lire<Panne>('panne')).toMatchObject([
    {
      _id: 'panne:2026-11-25T08:13:00Z:SVI',
      fin: '2026-11-25T08:16:00Z',
      sondes: [{ instant: '2026-11-25T08:13:00Z', raison: 'INJOIGNABLE' }, { instant: '2026-11-25T08:14:00Z' }],
    },
  ]);
  expect(await minutesDuJour()).toBe(`${'.'.repeat(70)}RERE${'E'.repeat(2)}RR`);
  expect(vus.map((e) => e.svi.etat)).toEqual(['OK', 'PANNE', 'OK']);
  expect(vus.at(-1)?.terminee).toMatchObject({ quoi: 'SVI', fin: '2026-11-25T08:16:00Z' });
  expect(courriels.map((c) => [c.a, c.sujet.replaceAll('\u00a0', ' ')])).toEqual([
    [['astreinte@paris.test'], 'Télégestion : le téléphone (SVI) ne répond plus depuis 9 h 13'],
    [['astreinte@paris.test'], 'Télégestion : le téléphone (SVI) répond à nouveau depuis 9 h 16'],
  ]);
  for (const mot of ['https://extranet.test/fiches/', 'PANNE_SVI']) expect(courriels[0]?.texte).toContain(mot);
});

test('an open outage survives a restart of the server: neither doubled, nor mailed again, and closed by the next success', async () => {
  await vivre(await ouvrir(), ECHEC, ECHEC);
  const apres = await ouvrir();
  expect(apres.etat().svi).toEqual({ etat: 'PANNE', depuis: '2026-11-25T08:10:00Z' });
  await vivre(apres, ECHEC);
  await vivre(await ouvrir(), ECHEC, REUSSI, REUSSI);
  expect(await lire<Panne>('panne')).toMatchObject([{ debut: '2026-11-25T08:10:00Z', fin: '2026-11-25T08:14:00Z' }]);
  expect(courriels).toHaveLength(2);
});

test('failures on both sides of a restart count together; the same minute passed twice counts once', async () => {
  await vivre(await ouvrir(), ECHEC);
  maintenant = instantDe(epochMs(maintenant) - 60_000);
  await vivre(await ouvrir(), ECHEC);
  expect(await lire('panne')).toEqual([]);
  await vivre(await ouvrir(), ECHEC);
  expect(await lire('panne')).toHaveLength(1);
});

test('outside the opening hours nothing is called, save to learn the end of an outage; nothing is counted then', async () => {
  maintenant = instantSchema.parse('2026-11-25T19:28:00Z');
  const v = await ouvrir();
  await vivre(v, ECHEC, ECHEC, ECHEC, REUSSI, REUSSI);
  expect(appels).toBe(4);
  expect(await lire<Panne>('panne')).toMatchObject([{ fin: '2026-11-25T19:31:00Z' }]);
  expect(await minutesDuJour()).toBe(`${'.'.repeat(748)}EE`);
});

test('a planned maintenance is apart: not called, neither for nor against; what cannot be measured is said so', async () => {
  await regler('maintenancesPrevues', [
    { debut: '2026-11-25T08:11:00Z', fin: '2026-11-25T08:13:00Z', motif: 'nouvelle version' },
  ]);
  const v = await ouvrir();
  await vivre(v, REUSSI, ECHEC, ECHEC, NON_MESURE, REUSSI);
  expect(appels).toBe(3);
  expect(await minutesDuJour()).toBe(`${'.'.repeat(70)}RMM.R`);
  const r = await lireDisponibilite(magasin, { mois: moisSchema.parse('2026-11'), jusqua: maintenant });
  expect(r.total).toEqual({ reussies: 2, echecs: 0, maintenance: 2, nonMesurees: 24 * 750 + 71 });
  expect(r.jours).toHaveLength(25);
  expect(r.coupures).toEqual([]);
});

test('with the store down the outage is told, the minutes are kept, and all is written on its return', async () => {
  const v = await ouvrir();
  await vivre(v, REUSSI);
  const debout = { ...magasin };
  const coupe = { scope: 'socket', message: 'coupé' };
  Object.assign(
    magasin,
    entourer(debout, () => Promise.reject(coupe)),
  );
  for (const r of [ECHEC, ECHEC]) {
    prochain = r;
    await expect(v.passer()).rejects.toBe(coupe);
    maintenant = instantDe(epochMs(maintenant) + 60_000);
  }
  expect(v.etat().svi.etat).toBe('PANNE');
  expect(courriels).toEqual([]);
  Object.assign(magasin, debout);
  await vivre(v, ECHEC);
  expect(await minutesDuJour()).toBe(`${'.'.repeat(70)}REEE`);
  expect(await lire('panne')).toHaveLength(1);
  expect(courriels).toHaveLength(1);
});

test('what the SVI says of itself is an outage of that kind: mailed once, closed once it is quiet for a while; silence changes nothing', async () => {
  const v = await ouvrir();
  alertes = [{ quoi: 'TRANSMISSION', depuis: instantSchema.parse('2026-11-25T08:05:00Z') }];
  await vivre(v, REUSSI, REUSSI);
  expect(v.etat()).toMatchObject({
    svi: { etat: 'OK' },
    pannes: [{ quoi: 'TRANSMISSION', debut: '2026-11-25T08:05:00Z' }],
  });
  alertes = undefined;
  await vivre(v, REUSSI, REUSSI, REUSSI, REUSSI);
  alertes = [];
  await vivre(v, REUSSI, REUSSI);
  expect(v.etat().pannes).toHaveLength(1);
  await vivre(v, REUSSI);
  expect(v.etat()).toMatchObject({ pannes: [], terminee: { quoi: 'TRANSMISSION' } });
  expect(courriels.map((c) => c.cle)).toEqual([
    '2026-11-25T08:05:00Z:panne-transmission-debut',
    '2026-11-25T08:05:00Z:panne-transmission-fin',
  ]);
  expect(courriels[0]?.texte).toContain('ne créez pas les visites');
  const r = await lireDisponibilite(magasin, { mois: moisSchema.parse('2026-11'), jusqua: maintenant });
  expect(r.autres).toMatchObject([{ quoi: 'TRANSMISSION', debut: '2026-11-25T08:05:00Z' }]);
});

test('an alert of one worker is ended by its own word, whatever restarts, never by that of another that is well', async () => {
  const alerte: AlerteSvi = { quoi: 'JOURNAL', depuis: instantSchema.parse('2026-11-25T08:05:00Z') };
  const repondre = async (v: Veille, qui: string, dites: AlerteSvi[], minutes = 1): Promise<void> => {
    [travailleur, alertes] = [qui, dites];
    await vivre(v, ...Array<ResultatSonde>(minutes).fill(REUSSI));
  };
  const enCours = async () => (await lire<Panne>('panne')).filter((p) => p.fin === undefined).length;
  const v = await ouvrir();
  await repondre(v, 'a', [alerte]);
  await repondre(v, 'b', [], 5);
  expect(await enCours()).toBe(1);
  const w = await ouvrir();
  await repondre(w, 'b', [], 5);
  expect(await enCours()).toBe(1);
  await repondre(w, 'a', [], 3);
  expect(await enCours()).toBe(0);
  expect(courriels).toHaveLength(2);
});

test('a worker that was taken away holds its alert no more; come back with it, it is told as another, and its end too', async () => {
  const alerte: AlerteSvi = { quoi: 'JOURNAL', depuis: instantSchema.parse('2026-11-25T08:05:00Z') };
  const v = await ouvrir();
  [travailleur, alertes] = ['a', [alerte]];
  await vivre(v, REUSSI);
  [travailleur, alertes] = ['b', []];
  await vivre(v, ...Array<ResultatSonde>(35).fill(REUSSI));
  [travailleur, alertes] = ['a', [alerte]];
  await vivre(v, REUSSI);
  alertes = [];
  await vivre(v, REUSSI, REUSSI, REUSSI);
  expect((await lire<Panne>('panne')).map((p) => [p.debut, p.fin !== undefined])).toEqual([
    ['2026-11-25T08:05:00Z', true],
    [expect.stringMatching(/^2026-11-25T08:46/), true],
  ]);
  expect(courriels.map((c) => c.cle?.replace(/^.*:panne/, ''))).toEqual([
    ...['-journal-debut', '-journal-fin', '-journal-debut', '-journal-fin'],
  ]);
});

test('what only technicians can mend is recorded and mailed, and disturbs no screen', async () => {
  const v = await ouvrir();
  await vivre(v, REUSSI);
  const vus: EtatService[] = [];
  v.abonner((e) => vus.push(e));
  alertes = [{ quoi: 'RAPPROCHEMENT', depuis: instantSchema.parse('2026-11-25T08:05:00Z') }];
  await vivre(v, REUSSI);
  expect(v.etat().pannes).toEqual([]);
  expect(vus).toEqual([]);
  expect(await lire('panne')).toMatchObject([{ quoi: 'RAPPROCHEMENT' }]);
  expect(courriels).toHaveLength(1);
});

test('a server that does not measure tells what the one that does has found', async () => {
  const mesure = await ouvrir();
  const autre = await ouvrir({ sonde: false });
  const vus: EtatService[] = [];
  autre.abonner((e) => vus.push(e));
  await vivre(mesure, ECHEC, ECHEC);
  await autre.passer();
  expect(vus.map((e) => e.svi)).toEqual([{ etat: 'PANNE', depuis: '2026-11-25T08:10:00Z' }]);
  await vivre(mesure, REUSSI);
  await autre.passer();
  expect(autre.etat().pannes).toEqual([]);
  expect(await lire('panne')).toHaveLength(1);
});

test('a fault that lasts is one line of the log, not one a minute', async () => {
  const v = await ouvrir();
  await vivre(v, NON_MESURE, NON_MESURE, NON_MESURE, REUSSI, NON_MESURE);
  expect(faits).toEqual([
    { fait: 'minute non mesurée', raison: 'SANS_JETON' },
    { fait: 'minute non mesurée', raison: 'SANS_JETON' },
  ]);
});
