import ExcelJS from 'exceljs';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { baseAntenne } from '#shared/contrats/ids';
import { type IncidentVu, incidentsLusSchema, incidentVuSchema } from '#shared/contrats/incident';
import { dateParis } from '#shared/temps/paris';
import { type Instant, instantSchema } from '#shared/temps/types';
import { ecrireLot } from '../ports/documents';
import { type Banc, type Client, corpsDe, creerCompteDEssai, ouvrirBanc } from './banc';

// A Wednesday at 10 in Paris: the assistance is open.
let maintenant: Instant = instantSchema.parse('2026-11-25T09:00:00Z');
let banc: Banc;
const clients: Record<string, Client> = {};
const de = (nom: string): Client => clients[nom] ?? banc.anonyme;

const CONTEXTE = {
  ecran: '/interventions/',
  version: '0.1.0',
  navigateur: 'Firefox 140 sur Windows',
  liaison: 'HORS_LIGNE',
  attente: 3,
  refusees: 0,
  requetes: [{ methode: 'GET', route: '/replication/jours', statut: 0, instant: '2026-11-25T08:00:00Z' }],
};
const signalement = (id: string, plus: object = {}) => ({
  _id: `signalement:2026-11-25:${id}`,
  type: 'signalement',
  id,
  date: '2026-11-25',
  antenne: 'EST',
  auteur: 'anne',
  instant: '2026-11-25T07:00:00Z',
  poste: 'poste-1',
  categorie: 'ECRAN',
  gravite: 'BLOQUANTE',
  texte: 'Plus rien ne s’affiche, rappeler le 06 12 34 56 78',
  contexte: CONTEXTE,
  pannes: [],
  ...plus,
});
const pousser = (nom: string, antenne: string, ...documents: object[]): Promise<Response> =>
  de(nom).appeler('POST', `/replication/saisies?antenne=${antenne}`, { corps: { documents } });
const lire = async (nom: string): Promise<IncidentVu[]> =>
  incidentsLusSchema.parse(await (await de(nom).appeler('GET', '/api/incidents')).json()).incidents;
const attendus = async (...noms: string[]): Promise<unknown[]> =>
  Promise.all(noms.map(async (nom) => (await corpsDe(await de(nom).appeler('GET', '/api/incidents/compte'))).enJeu));
const agir = (nom: string, incident: string, geste: string, plus: object = {}): Promise<Response> =>
  de(nom).appeler('POST', '/api/incidents/gestes', { corps: { incident, geste, ...plus } });

beforeAll(async () => {
  banc = await ouvrirBanc({ horloge: () => maintenant });
  for (const [nom, role, antennes] of [
    ['anne', 'GESTIONNAIRE', ['EST']],
    ['bea', 'GESTIONNAIRE', ['EST']],
    ['carl', 'GESTIONNAIRE', ['CENTRE']],
    ['siege', 'CENTRAL', []],
    ['tech', 'TECHNIQUE', []],
    ['audit', 'AUDITEUR', []],
  ] as const) {
    await creerCompteDEssai(banc.magasin, nom, role, [...antennes]);
    clients[nom] = await banc.connecter(nom);
  }
});
afterAll(() => banc.fermer());

const CLE = 'EST:2026-11-25:S1';

describe('an incident from its report to its end', () => {
  test('typed offline, it is known at its reception; due from then on, and its telephone number is masked', async () => {
    expect(await corpsDe(await pousser('anne', 'EST', signalement('S1')))).toMatchObject({ refuses: [] });
    const [i] = await lire('tech');
    expect(i).toMatchObject({
      cle: CLE,
      etat: 'SIGNALE',
      instant: '2026-11-25T07:00:00Z',
      recuLe: '2026-11-25T09:00:00Z',
      texte: 'Plus rien ne s’affiche, rappeler le [numéro masqué]',
      prise: { limite: '2026-11-25T09:30:00Z' },
      resolution: { limite: '2026-11-25T13:00:00Z' },
    });
  });

  test('seen by its antenna, the central service and those who run the service; by nobody else', async () => {
    const vus = await Promise.all(Object.keys(clients).map(async (nom) => [nom, (await lire(nom)).length]));
    expect(Object.fromEntries(vus)).toEqual({ anne: 1, bea: 1, carl: 0, siege: 1, tech: 1, audit: 0 });
  });

  test('asked, answered, resolved, confirmed: each by who may', async () => {
    expect((await corpsDe(await agir('anne', CLE, 'PRENDRE'))).code).toBe('ASSISTANCE');
    expect((await corpsDe(await agir('carl', CLE, 'REPONDRE', { message: 'x' }))).code).toBe('INCONNU');
    expect((await corpsDe(await agir('audit', CLE, 'REPONDRE', { message: 'x' }))).code).toBe('INCONNU');
    maintenant = instantSchema.parse('2026-11-25T09:10:00Z');
    const pris = incidentVuSchema.parse(await (await agir('tech', CLE, 'PRENDRE')).json());
    expect([pris.etat, pris.porteur, pris.prise.faiteLe]).toEqual(['PRIS', 'tech', '2026-11-25T09:10:00Z']);
    expect((await corpsDe(await agir('tech', CLE, 'DEMANDER'))).code).toBe('MESSAGE');
    expect(await attendus('anne', 'carl', 'tech')).toEqual([0, 0, 1]);
    expect((await agir('tech', CLE, 'DEMANDER', { message: 'Depuis quand ?' })).status).toBe(200);
    expect(await attendus('anne', 'carl', 'tech')).toEqual([1, 0, 0]);
    maintenant = instantSchema.parse('2026-11-25T10:10:00Z');
    const repondu = incidentVuSchema.parse(await (await agir('bea', CLE, 'REPONDRE', { message: 'Ce matin.' })).json());
    expect([repondu.etat, repondu.resolution.limite]).toEqual(['PRIS', '2026-11-25T14:00:00Z']);
    expect((await agir('tech', CLE, 'RESOUDRE', { message: 'Rechargez la page.' })).status).toBe(200);
    expect(await attendus('anne', 'bea', 'tech')).toEqual([1, 1, 0]);
    expect((await corpsDe(await agir('anne', CLE, 'CONFIRMER'))).etat).toBe('CLOS');
    expect(await attendus('anne', 'bea', 'tech')).toEqual([0, 0, 0]);
    expect((await corpsDe(await agir('anne', CLE, 'REPONDRE', { message: 'encore' }))).code).toBe('ETAT');
    expect((await corpsDe(await agir('anne', CLE, 'ROUVRIR', { message: 'Cela recommence.' }))).etat).toBe('PRIS');
    const ecran = incidentsLusSchema.parse(await (await de('anne').appeler('GET', '/api/incidents')).json());
    expect([ecran.cote, ecran.noms.tech]).toEqual(['SERVICE', 'Essai tech']);
    expect(ecran.incidents[0]?.fil.map((g) => g.geste)).toEqual([
      'PRENDRE',
      'DEMANDER',
      'REPONDRE',
      'RESOUDRE',
      'CONFIRMER',
      'ROUVRIR',
    ]);
  });

  test('a gesture on an incident of another antenna is answered as one on an incident that there is not', async () => {
    for (const geste of ['REPONDRE', 'CONFIRMER', 'ROUVRIR', 'PRENDRE', 'RESOUDRE']) {
      const [sur, rien] = [
        await agir('carl', CLE, geste, { message: 'x' }),
        await agir('carl', 'EST:2026-11-25:AUCUN', geste, { message: 'x' }),
      ];
      expect(sur.status, geste).toBeGreaterThanOrEqual(400);
      const [dit, attendu] = [await corpsDe(sur), await corpsDe(rien)];
      expect([sur.status, dit.code, dit.message]).toEqual([rien.status, attendu.code, attendu.message]);
    }
    expect((await lire('anne'))[0]?.fil.some((g) => g.auteur === 'carl')).toBe(false);
  });

  test('a report that bears another antenna’s id, or its date too, opens nothing of it', async () => {
    await pousser('carl', 'CENTRE', signalement('S1', { antenne: 'CENTRE', auteur: 'carl', texte: 'imité' }));
    const vus = await lire('carl');
    expect(vus.map((i) => [i.cle, i.etat, i.fil])).toEqual([['CENTRE:2026-11-25:S1', 'SIGNALE', []]]);
    const ailleurs = await corpsDe(await pousser('carl', 'CENTRE', signalement('S1')));
    expect(ailleurs.refuses).toMatchObject([{ code: 'AUTEUR' }]);
  });

  test('a forged context, or what is no report at all, is refused or left out: the list opens', async () => {
    const faux = signalement('S2', { contexte: { ...CONTEXTE, ecran: '/usagers/?id=U12' } });
    expect((await corpsDe(await pousser('anne', 'EST', faux))).refuses).toMatchObject([{ code: 'FORMAT' }]);
    await ecrireLot(banc.magasin, baseAntenne('EST'), [{ _id: 'signalement:2026-11-25:abime', type: 'signalement' }]);
    expect(await lire('anne')).toHaveLength(1);
  });
});

test('who keeps nothing on a PC reports online, of no antenna: seen by itself and by those who see all', async () => {
  const { categorie, gravite, texte, contexte, pannes } = signalement('x');
  const corps = { categorie, gravite, texte, contexte, pannes };
  expect((await de('anne').appeler('POST', '/api/incidents', { corps })).status).toBe(403);
  expect((await de('audit').appeler('POST', '/api/incidents', { corps: { ...corps, texte: '  ' } })).status).toBe(400);
  const { cle } = await corpsDe(await de('audit').appeler('POST', '/api/incidents', { corps }));
  expect(cle).toMatch(`SERVICE:${dateParis(maintenant)}:`);
  const vu = async (nom: string) => (await lire(nom)).some((i) => i.cle === cle);
  expect([await vu('audit'), await vu('tech'), await vu('siege'), await vu('anne')]).toEqual([true, true, true, false]);
});

test('as a file: those that one sees, and no cell is a formula', async () => {
  await pousser(
    'bea',
    'EST',
    signalement('S3', { auteur: 'bea', texte: '=HYPERLINK("http://x")', gravite: 'MINEURE' }),
  );
  const csv = await (await de('bea').appeler('GET', '/api/incidents/fichier?format=csv')).text();
  expect(csv).toContain(`"'=HYPERLINK(""http://x"")"`);
  expect(csv.split('\r\n')).toHaveLength(4);
  expect(await (await de('carl').appeler('GET', '/api/incidents/fichier?format=csv')).text()).not.toContain(
    'HYPERLINK',
  );
  const r = await de('bea').appeler('GET', '/api/incidents/fichier?format=xlsx');
  expect(r.headers.get('content-disposition')).toBe('attachment; filename="INCIDENTS_20261125.xlsx"');
  const livre = new ExcelJS.Workbook();
  await livre.xlsx.load(await r.arrayBuffer());
  const rangs = livre.getWorksheet('Incidents')?.getSheetValues() ?? [];
  expect(JSON.stringify(rangs)).toContain('Bloquante');
  expect((await de('bea').appeler('GET', '/api/incidents/fichier?format=pdf')).status).toBe(400);
});
