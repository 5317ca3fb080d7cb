import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { BASE_CENTRALE, baseAntenne } from '#shared/contrats/ids';
import { detailPilotageSchema, tableauPilotageSchema, visitesPilotageSchema } from '#shared/pilotage/contrat';
import { dateParis, instantDe, moisDe } from '#shared/temps/paris';
import { acquittement as acquittementDe, pointage, usager } from '#shared/testing/constructeurs';
import { refusPdfA } from '../../../adapters/pdf/testing/preflight';
import { textesDuPdf } from '../../../adapters/pdf/testing/texte';
import { type Banc, type Client, corpsDe, creerCompteDEssai, ouvrirBanc } from '../../../http/testing/banc';
import { ecrireTout } from '../../../store/ecrire';
import { preparerBases } from '../../../store/preparer-bases';
import { rattraper } from '../../../transitions/rattraper';
import { intervenant } from '../../../transitions/testing/banc';
import { moisARecompter, recompterPilotage } from './recompter';

// Three quarters of an hour before noon of the day before yesterday: over, whatever the hour of the test.
const AVANT = instantDe(Date.now() - 2 * 86_400_000);
const JOUR = dateParis(AVANT);
const MOIS = moisDe(JOUR);

let banc: Banc;
const clients = new Map<string, Client>();

beforeAll(async () => {
  banc = await ouvrirBanc();
  const { magasin } = banc;
  // On the first days of January, the day before yesterday is of the year before.
  await preparerBases(magasin, AVANT);
  for (const [antenne, id] of [['EST', 'U1'] as const, ['CENTRE', 'U2'] as const]) {
    await ecrireTout(magasin, baseAntenne(antenne), [
      usager(id, { antenne, nom: `nom-${antenne}` }),
      intervenant(`I-${antenne}`, antenne),
    ]);
    await ecrireTout(magasin, `tg-pointages-${JOUR.slice(0, 4)}`, [
      pointage('A', `${JOUR} 08:00`, { id: `a-${antenne}`, usagerId: id, intervenantId: `I-${antenne}` }),
      pointage('D', `${JOUR} 09:10`, { id: `d-${antenne}`, usagerId: id, intervenantId: `I-${antenne}` }),
    ]);
  }
  await ecrireTout(magasin, BASE_CENTRALE, [
    { _id: 'poste:EST:p:x', type: 'poste', antenne: 'EST', poste: 'p', identifiant: 'x', vuLe: AVANT, attente: 3 },
  ]);
  await rattraper(magasin, () => instantDe(Date.now()));
  await ecrireTout(magasin, baseAntenne('EST'), [
    { _id: `alerte:${JOUR}:CONFLIT:x`, type: 'alerte', genre: 'CONFLIT', depuis: JOUR },
  ]);
  await creerCompteDEssai(magasin, 'est', 'GESTIONNAIRE', ['EST']);
  await creerCompteDEssai(magasin, 'siege', 'CENTRAL', []);
  await creerCompteDEssai(magasin, 'chef', 'ADMINISTRATEUR', []);
  await creerCompteDEssai(magasin, 'audit', 'AUDITEUR', []);
  await creerCompteDEssai(magasin, 'tech', 'TECHNIQUE', []);
  for (const nom of ['est', 'siege', 'chef', 'audit', 'tech']) clients.set(nom, await banc.connecter(nom));
});
afterAll(() => banc.fermer());

const lire = async (nom: string, chemin: string): Promise<Response> =>
  (clients.get(nom) ?? banc.anonyme).appeler('GET', chemin);
const tableau = async (nom: string) =>
  tableauPilotageSchema.parse(await (await lire(nom, `/api/pilotage?mois=${MOIS}`)).json());
const detail = async (nom: string, antenne: string) =>
  detailPilotageSchema.parse(await (await lire(nom, `/api/pilotage/antenne?mois=${MOIS}&antenne=${antenne}`)).json());

describe('who sees what', () => {
  test('a manager sees the card of her antenna, who steers sees them all, in the same order', async () => {
    expect((await tableau('est')).antennes.map((a) => a.antenne)).toEqual(['EST']);
    expect((await tableau('est')).tendance.map((m) => m.antenne)).toEqual(['EST']);
    for (const nom of ['siege', 'chef', 'audit'])
      expect((await tableau(nom)).antennes.map((a) => a.antenne)).toEqual([
        'CENTRE',
        'NORD_EST',
        'EST',
        'OUEST',
        'NORD_OUEST',
        'SUD',
      ]);
    expect((await lire('tech', `/api/pilotage?mois=${MOIS}`)).status).toBe(403);
  });

  test('another antenna gets nothing, whatever is asked of it', async () => {
    for (const chemin of [
      `/api/pilotage/antenne?mois=${MOIS}&antenne=CENTRE`,
      `/api/pilotage/visites?mois=${MOIS}&antenne=CENTRE&jour=${JOUR}`,
      `/api/pilotage/visites?mois=${MOIS}&antenne=CENTRE&usager=U2`,
    ]) {
      const r = await lire('est', chemin);
      expect([chemin, r.status, (await corpsDe(r)).code]).toEqual([chemin, 403, 'ANTENNE']);
    }
    const r = await lire('est', `/api/pilotage/visites?mois=${MOIS}&antenne=EST&usager=U2`);
    expect(await corpsDe(r)).toEqual({ visites: [], total: 0 });
  });

  test('an administrator sees figures, no person', async () => {
    expect((await detail('siege', 'CENTRE')).personnes?.usagers.map((u) => u.nom)).toEqual(['NOM-CENTRE Jeanne']);
    expect((await detail('chef', 'CENTRE')).personnes).toBeUndefined();
    expect((await detail('chef', 'CENTRE')).jours).toHaveLength(1);
    const r = await lire('chef', `/api/pilotage/visites?mois=${MOIS}&antenne=CENTRE&jour=${JOUR}`);
    expect([r.status, (await corpsDe(r)).code]).toEqual([403, 'ROLE']);
  });

  test('an auditor is in the log, and whoever reads the visits of a usager', async () => {
    await detail('audit', 'EST');
    await lire('siege', `/api/pilotage/visites?mois=${MOIS}&antenne=EST&usager=U1`);
    const journal = JSON.stringify(await corpsDe(await lire('audit', '/api/audit')));
    expect(journal).toContain(`pilotage EST ${MOIS}`);
    expect(journal).toContain(`usager:U1 ${MOIS}`);
  });
});

test('figures, alerts and late PCs of an antenna; an antenna without anything has no month', async () => {
  const { antennes } = await tableau('siege');
  expect(antennes.find((a) => a.antenne === 'EST')).toMatchObject({
    mois: { mesures: { visites: 1, faites: 1, minutesFaites: 70, achevees: 1 }, appels: { pointages: { 8: 1, 9: 1 } } },
    alertes: { CONFLIT: 1 },
    postes: { enRetard: 1, saisies: 3, depuis: AVANT },
  });
  expect(antennes.find((a) => a.antenne === 'SUD')).toEqual({
    antenne: 'SUD',
    alertes: {},
    postes: { enRetard: 0, saisies: 0 },
  });
});

test('[AL-5] an alert that someone has seen is in no count; what is said in two antennas, and a PC of two, is one for the service', async () => {
  const muet = { _id: `alerte:${JOUR}:TELEPHONE_MUET:t`, type: 'alerte', genre: 'TELEPHONE_MUET', depuis: JOUR };
  const vue = (id: string) => ({ ...muet, _id: `alerte:${JOUR}:CONFLIT:${id}`, genre: 'CONFLIT' });
  const acquittement = (antenne: 'EST' | 'CENTRE', alerteId: string) =>
    acquittementDe(antenne, JOUR, alerteId, { antenne, auteur: 'est', instant: AVANT });
  const poste = (antenne: string, nom: string) => ({
    ...{
      _id: `poste:${antenne}:${nom}:x`,
      type: 'poste',
      antenne,
      poste: nom,
      identifiant: 'x',
      vuLe: AVANT,
      attente: 1,
    },
  });
  await ecrireTout(banc.magasin, baseAntenne('EST'), [vue('vue'), muet, acquittement('EST', vue('vue')._id)]);
  await ecrireTout(banc.magasin, baseAntenne('CENTRE'), [muet, vue('autre'), acquittement('CENTRE', muet._id)]);
  await ecrireTout(banc.magasin, BASE_CENTRALE, [poste('CENTRE', 'p'), poste('CENTRE', 'q')]);
  const { antennes, service } = await tableau('siege');
  const de = (a: string) => antennes.find((c) => c.antenne === a)?.alertes;
  expect([de('EST'), de('CENTRE')]).toEqual([{ CONFLIT: 1, TELEPHONE_MUET: 1 }, { CONFLIT: 1 }]);
  expect(service).toEqual({
    alertes: { CONFLIT: 2, TELEPHONE_MUET: 1 },
    postes: { enRetard: 2, saisies: 5, depuis: AVANT },
  });
});

test('on paper: one page of A4 of the antennas of the session, PDF/A, the same figures; who has none is refused', async () => {
  const prendre = async (nom: string) => {
    const r = await lire(nom, `/api/pilotage/fichier?mois=${MOIS}`);
    return { nom: r.headers.get('content-disposition'), octets: Buffer.from(await r.arrayBuffer()) };
  };
  const siege = await prendre('siege');
  expect(siege.nom).toContain(`PILOTAGE_SERVICE_${MOIS.replace('-', '')}.pdf`);
  const pages = textesDuPdf(siege.octets);
  expect(pages).toHaveLength(1);
  const page = pages[0]?.join(' ').replaceAll('\u00a0', ' ') ?? '';
  for (const mot of ['Nord-Ouest', '1 h 10', 'Service', 'Appels, heure par heure', '4 pointages'])
    expect([mot, page.includes(mot)]).toEqual([mot, true]);
  const est = await prendre('est');
  expect(est.nom).toContain('PILOTAGE_EST_');
  expect(textesDuPdf(est.octets).flat().join(' ')).not.toContain('Centre,');
  expect(await refusPdfA({ siege: siege.octets, est: est.octets })).toEqual({});
  expect((await lire('tech', `/api/pilotage/fichier?mois=${MOIS}`)).status).toBe(403);
});

test('from a day down to its visit, with why it is so', async () => {
  const r = await lire('siege', `/api/pilotage/visites?mois=${MOIS}&antenne=EST&jour=${JOUR}`);
  const { visites, total } = visitesPilotageSchema.parse(await r.json());
  expect(total).toBe(1);
  expect(visites[0]).toMatchObject({ id: `intervention:${JOUR}:a-EST`, usager: 'NOM-EST Jeanne', statut: 'COMPLETE' });
  expect(visites[0]?.explication.length).toBeGreaterThan(0);
});

test.each([
  '/api/pilotage',
  '/api/pilotage?mois=2026-13',
  `/api/pilotage/antenne?mois=${MOIS}`,
  `/api/pilotage/antenne?mois=${MOIS}&antenne=LYON`,
  `/api/pilotage/visites?mois=${MOIS}&antenne=EST`,
  `/api/pilotage/visites?mois=${MOIS}&antenne=EST&jour=${JOUR}&usager=U1`,
  `/api/pilotage/visites?mois=${MOIS}&antenne=EST&jour=hier`,
])('asked amiss, %s says what to give', async (chemin) => {
  const r = await lire('siege', chemin);
  const corps = await corpsDe(r);
  expect([r.status, corps.code]).toEqual([400, 'DEMANDE']);
  expect(corps.message).not.toBe('Demande mal formée. Rechargez la page et recommencez.');
});

test('each night counts again the months that change, and each older one at its turn; only a difference is said', async () => {
  const nuits = Array.from({ length: 21 }, (_, n) => instantDe(Date.parse('2026-12-01T02:20:00Z') + n * 86_400_000));
  const vus = new Set(nuits.flatMap((n) => moisARecompter(n)));
  expect(moisARecompter('2026-11-25T02:20:00Z' as never).slice(0, 3)).toEqual(['2026-11', '2026-10', '2026-09']);
  expect(vus.size).toBe(24);
  const dits: number[] = [];
  const passer = (documents: number | undefined) =>
    recompterPilotage({
      maintenant: () => AVANT,
      recompter: async () => documents,
      dire: (e) => dits.push(e.documents),
    })();
  expect([await passer(0), await passer(2), await passer(undefined)]).toEqual([0, 2, 0]);
  expect(dits).toEqual([2]);
});
