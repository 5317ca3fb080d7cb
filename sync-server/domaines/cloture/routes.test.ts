import { afterAll, beforeAll, expect, test } from 'vitest';
import {
  bilanClotureSchema,
  chiffresClotureSchema,
  etatClotureSchema,
  fichiersClosSchema,
} from '#shared/contrats/cloture/bilan-cloture';
import { baseAntenne } from '#shared/contrats/ids';
import { codesAntennes } from '#shared/domain/antenne/registre';
import type { Instant, Mois } from '#shared/temps/types';
import { financeur, paris, pec, pointage, usager } from '#shared/testing/constructeurs';
import { type Banc, corpsDe, creerCompteDEssai, ouvrirBanc } from '../../http/testing/banc';
import { ecrireTout, remplacer } from '../../store/ecrire';
import { lireCloture } from '../../store/lectures/clos';
import { lireUn } from '../../store/lire';
import { entourer } from '../../store/testing/entourer';
import { rattraper } from '../../transitions/rattraper';
import { intervenant } from '../../transitions/testing/banc';
import { lireAudit } from '../audit/lire';

let banc: Banc;
let maintenant = paris('2026-11-03 12:00');
const MOIS = '2026-10';
const de = (antenne: string, mois = MOIS) => `antenne=${antenne}&mois=${mois}`;

beforeAll(async () => {
  banc = await ouvrirBanc({ horloge: () => maintenant });
  await ecrireTout(banc.magasin, 'tg-central', [financeur('APA', 'APA'), financeur('PROPRE', 'TARIF_PROPRE')]);
  await ecrireTout(banc.magasin, baseAntenne('EST'), [
    usager('U1', { prisesEnCharge: [pec('P1', 'APA', { minutesMax: 90 as never })] }),
    usager('U2'),
    intervenant('I1', 'EST'),
  ]);
  await ecrireTout(banc.magasin, 'tg-pointages-2026', [
    pointage('A', '2026-10-01 08:00'),
    pointage('D', '2026-10-01 09:00'),
    pointage('A', '2026-10-02 08:00'),
    pointage('D', '2026-10-02 09:00'),
    pointage('A', '2026-10-03 08:00'),
    pointage('A', '2026-10-04 08:00', { usagerId: 'U2' }),
    pointage('D', '2026-10-04 09:00', { usagerId: 'U2' }),
    // [PT-3] One call, corrected by key 9.
    pointage('D', '2026-10-05 08:00', { id: 'faux', intervenantId: 'INCONNUE' }),
    pointage('A', '2026-10-05 08:00', { intervenantId: 'INCONNUE', remplace: 'faux' }),
  ]);
  await rattraper(banc.magasin, () => maintenant);
  await creerCompteDEssai(banc.magasin, 'est', 'GESTIONNAIRE', ['EST']);
  await creerCompteDEssai(banc.magasin, 'chef', 'GESTIONNAIRE', ['EST'], true);
  await creerCompteDEssai(banc.magasin, 'ouest', 'GESTIONNAIRE', ['OUEST'], true);
  await creerCompteDEssai(banc.magasin, 'siege', 'CENTRAL', []);
  await creerCompteDEssai(banc.magasin, 'tech', 'TECHNIQUE', []);
});
afterAll(() => banc.fermer());

const clore = async (qui: string, corps: object) =>
  (await banc.connecter(qui)).appeler('POST', '/api/cloture', {
    corps: { antenne: 'EST', mois: MOIS, confirmation: MOIS, ...corps },
  });

test('[CL-1] le bilan dit ce qui manque, par qui c’est à payer, et les postes qui ont du travail à envoyer', async () => {
  const est = await banc.connecter('est');
  const dire = (attente: number) =>
    est.appeler('POST', '/replication/poste?antenne=EST', { corps: { poste: 'poste-12', attente } });
  expect((await dire(3)).status).toBe(204);
  let lu = bilanClotureSchema.parse(await (await est.appeler('GET', `/api/cloture/bilan?${de('EST')}`)).json());
  for (let n = 0; n < 100 && lu.postes.length === 0; n++)
    lu = bilanClotureSchema.parse(await (await est.appeler('GET', `/api/cloture/bilan?${de('EST')}`)).json());
  expect(lu.comptes.map((c) => [c.quoi, c.nombre, c.usagers?.map((u) => [u.id, u.minutes])])).toEqual([
    ['SANS_DEPART', 1, undefined],
    ['SANS_FINANCEUR', 1, [['U2', 60]]],
    ['DEPASSEMENT', 1, [['U1', 30]]],
    ['APPEL_SANS_AIDE', 1, undefined],
  ]);
  expect([lu.fini, lu.visites, lu.minutes, lu.parFinanceur.map((f) => [f.code, f.visites, f.minutes])]).toEqual([
    true,
    3,
    180,
    [
      ['APA', 2, 90],
      ['PROPRE', 2, 90],
    ],
  ]);
  expect(lu.postes).toMatchObject([{ poste: 'poste-12', nom: 'Essai est', attente: 3 }]);
});

test.each([
  ['ouest', 'GET', `/api/cloture/bilan?${de('EST')}`, 'ANTENNE'],
  ['ouest', 'GET', `/api/cloture/chiffres?${de('EST')}`, 'ANTENNE'],
  ['tech', 'GET', `/api/cloture/chiffres?${de('EST')}`, 'ROLE'],
  ['ouest', 'GET', `/api/cloture/fichiers?${de('EST')}`, 'ANTENNE'],
  ['ouest', 'GET', `/api/cloture/fichier?${de('EST')}&nom=BRUT_EST_202610.csv`, 'ANTENNE'],
  ['est', 'GET', `/api/cloture/fichiers?${de('EST')}`, 'ROLE'],
  ['tech', 'GET', `/api/cloture?mois=${MOIS}`, 'ROLE'],
  ['tech', 'GET', `/api/cloture/bilan?${de('EST')}`, 'ROLE'],
  ['ouest', 'POST', '/replication/poste?antenne=EST', 'ANTENNE'],
])('[CL-1] « %s » n’a rien par %s %s', async (qui, methode, chemin, code) => {
  const r = await (await banc.connecter(qui)).appeler(methode, chemin, methode === 'GET' ? {} : { corps: {} });
  const corps = await corpsDe(r);
  expect([r.status, corps.code]).toEqual([403, code]);
});

test.each([
  ['est', {}, 403, 'ROLE', /rôle/],
  ['ouest', {}, 403, 'ANTENNE', /pas la vôtre/],
  ['siege', { antenne: 'MARS' }, 400, 'DEMANDE', /AAAA-MM/],
  ['chef', { confirmation: '2026-09' }, 400, 'CONFIRMATION', /« octobre 2026 »/],
  ['chef', {}, 400, 'INCOMPLETES', /1 sans heure de départ.*dans la case « Motif »/],
  ['chef', { mois: '2026-11', confirmation: '2026-11' }, 400, 'MOIS_EN_COURS', /dans la case « Motif »/],
])('[CL-1] la clôture est refusée à « %s » avec %o', async (qui, corps, statut, code, phrase) => {
  const r = await clore(qui, corps);
  const lu = await corpsDe(r);
  expect([r.status, lu.code]).toEqual([statut, code]);
  expect(lu.message).toMatch(phrase);
});

test('[CL-1] deux personnes closent en même temps : une seule le fait, l’autre l’apprend en mots', async () => {
  const deux = await Promise.all([clore('chef', { motif: 'Aide absente' }), clore('siege', { motif: 'Aide absente' })]);
  const corps = await Promise.all(deux.map(corpsDe));
  expect(deux.map((r) => r.status).sort()).toEqual([200, 400]);
  const refus = corps.find((c) => c.code !== undefined);
  expect([refus?.code, refus?.message]).toEqual(['DEJA_CLOS', expect.stringMatching(/déjà clos/)]);
  expect(corps.find((c) => c.close)).toMatchObject({
    antenne: 'EST',
    close: { numero: 1, incompletes: 1, visites: 3 },
  });
  // Ten years later, the statement names who closed, not a login.
  expect((await lireCloture(banc.magasin, 'EST', MOIS as Mois))?.auteurNom).toMatch(/^Essai /);
});

test('[CL-1] les antennes : la sienne avec son auteur et son motif, des autres seulement si elles sont closes ; des ouvertes, leur échéance', async () => {
  const lire = async (qui: string) =>
    etatClotureSchema
      .array()
      .parse(await (await (await banc.connecter(qui)).appeler('GET', `/api/cloture?mois=${MOIS}`)).json());
  const [est, ouest] = [await lire('est'), await lire('ouest')];
  expect(est).toHaveLength(6);
  expect(est.filter((e) => e.close).map((e) => [e.antenne, e.close?.motif, e.close?.auteur?.slice(0, 6)])).toEqual([
    ['EST', 'Aide absente', 'Essai '],
  ]);
  expect(ouest.find((e) => e.antenne === 'EST')?.close).toEqual({ numero: 1, instant: maintenant as Instant });
  await ecrireTout(banc.magasin, 'tg-central', [
    {
      ...{ _id: 'parametre:echeancesAntennes:2026-10-31', type: 'parametre', cle: 'echeancesAntennes' },
      ...{ depuis: '2026-10-31', valeur: { SUD: 7, EST: 7 }, auteur: 'essai', instant: maintenant },
    },
  ]);
  // The 7th is a Saturday.
  const echeances = (await lire('ouest')).map((e) => [e.antenne, e.echeance]);
  expect(echeances).toEqual(
    codesAntennes().map((a) => [a, a === 'EST' ? undefined : a === 'SUD' ? '2026-11-09' : '2026-11-10']),
  );
});

test('[RE] d’un mois dont ce qui était figé a été effacé, il est dit quand, à toutes les antennes', async () => {
  const base = baseAntenne('EST');
  const avant = await lireUn<{ _id: string }>(banc.magasin, base, `cloture:${MOIS}`);
  if (!avant) throw new Error('mois pas clos');
  const close = async () => {
    const r = await (await banc.connecter('ouest')).appeler('GET', `/api/cloture?mois=${MOIS}`);
    return etatClotureSchema
      .array()
      .parse(await r.json())
      .find((e) => e.antenne === 'EST')?.close;
  };
  await remplacer(banc.magasin, base, { ...avant, purgee: '2032-01-04T03:00:00Z' } as typeof avant);
  expect(await close()).toMatchObject({ numero: 1, purgee: '2032-01-04T03:00:00Z' });
  await remplacer(banc.magasin, base, avant);
  expect(await close()).not.toHaveProperty('purgee');
});

test('[CL-3] les fichiers se téléchargent par qui peut clore, et chaque téléchargement est tracé', async () => {
  const chef = await banc.connecter('chef');
  const fichiers = fichiersClosSchema.parse(
    await (await chef.appeler('GET', `/api/cloture/fichiers?${de('EST')}`)).json(),
  );
  expect(fichiers.map((f) => [f.nom, f.lignes])).toEqual([
    ['SERVICE_FAIT_EST_202610.csv', 3],
    ['BRUT_EST_202610.csv', 4],
    ['VENTILATION_EST_202610.csv', 3],
  ]);
  const r = await chef.appeler('GET', `/api/cloture/fichier?${de('EST')}&nom=${fichiers[0]?.nom}`);
  expect([r.status, r.headers.get('content-disposition')]).toEqual([
    200,
    'attachment; filename="SERVICE_FAIT_EST_202610.csv"',
  ]);
  expect(await r.text()).toContain('U1;I1;01/10/2026 08:00;01/10/2026 09:00;60;0;;AD');
  const { status } = await chef.appeler('GET', `/api/cloture/fichier?${de('EST')}&nom=..%2Fsecret`);
  expect(status).toBe(404);
  const audit = await lireAudit(banc.magasin, {});
  expect(JSON.stringify(audit)).toContain('SERVICE_FAIT_EST_202610.csv');
  const ouvert = await chef.appeler('GET', `/api/cloture/fichiers?${de('EST', '2026-09')}`);
  expect([ouvert.status, (await corpsDe(ouvert)).message]).toEqual([404, expect.stringContaining('pas clos')]);
});

test('[CL-1] un poste muet depuis un jour est nommé, avec ce qui lui restait à envoyer', async () => {
  maintenant = paris('2026-12-02 12:00');
  const siege = await banc.connecter('siege');
  const lu = bilanClotureSchema.parse(
    await (await siege.appeler('GET', `/api/cloture/bilan?${de('EST', '2026-11')}`)).json(),
  );
  expect(lu.postes).toMatchObject([{ poste: 'poste-12', attente: 3, vuLe: paris('2026-11-03 12:00') }]);
});

test('[CL-2] a disk that fills up while the month is being closed: said with what to do, and nothing is closed by half', async () => {
  const NOVEMBRE = '2026-11' as Mois;
  let pleine = true;
  // The store into which the frame of a closing cannot be written.
  const plein = entourer(banc.magasin, async (o, faire) => {
    if (pleine && o.nom === 'ecrire' && o.ids.some((id) => id.startsWith('cadre-clos:')))
      throw Object.assign(new Error('No space left on device U1'), { statusCode: 500, scope: 'couch' });
    return faire();
  });
  const autre = await ouvrirBanc({ magasin: plein, horloge: () => maintenant });
  const chef = await autre.connecter('chef');
  const corps = { antenne: 'EST', mois: NOVEMBRE, confirmation: 'novembre 2026', motif: 'essai' };
  const r = await chef.appeler('POST', '/api/cloture', { corps });
  const lu = await corpsDe(r);
  expect([r.status, lu.message]).toEqual([503, expect.stringContaining('son disque est plein')]);
  expect(JSON.stringify(lu)).not.toMatch(/U1|No space/);
  expect(await lireCloture(banc.magasin, 'EST', NOVEMBRE)).toBeUndefined();
  pleine = false;
  expect((await chef.appeler('POST', '/api/cloture', { corps })).status).toBe(200);
  await autre.fermer();
});

test('[CL-2] une fois clos, les heures par financeur se lisent encore : celles qui ont été figées, quoi qu’il arrive ensuite', async () => {
  // A funder that is renamed since: it is not what the closing froze.
  await ecrireTout(banc.magasin, 'tg-central', [
    financeur('APA', 'APA', { libelle: 'Autre nom', dateDebut: '2026-10-15' as never }),
  ]);
  const est = await banc.connecter('est');
  const lus = chiffresClotureSchema.parse(
    await (await est.appeler('GET', `/api/cloture/chiffres?${de('EST')}`)).json(),
  );
  expect([lus.visites, lus.minutes, lus.parFinanceur.map((f) => [f.code, f.visites, f.minutes])]).toEqual([
    3,
    180,
    [
      ['APA', 2, 90],
      ['PROPRE', 2, 90],
    ],
  ]);
  expect(lus.parFinanceur.map((f) => f.libelle)).not.toContain('Autre nom');
  const ouvert = await est.appeler('GET', `/api/cloture/chiffres?${de('EST', '2026-09')}`);
  expect([ouvert.status, (await corpsDe(ouvert)).message]).toEqual([404, expect.stringContaining('provisoires')]);
});
