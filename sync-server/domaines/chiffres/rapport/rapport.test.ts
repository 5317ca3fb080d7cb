import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import ExcelJS from 'exceljs';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { rapportSchema, rapportsLusSchema } from '#shared/contrats/chiffres/rapport';
import type { ClotureEcrite } from '#shared/contrats/cloture/cloture';
import type { Antenne } from '#shared/contrats/commun';
import { BASE_CENTRALE, baseAntenne, basePointages } from '#shared/contrats/ids';
import { codesAntennes } from '#shared/domain/antenne/registre';
import { lirePeriode, periodesEditables, periodesFinies } from '#shared/domain/rapport/periode';
import { type DateCivile, type Instant, instantSchema, type Mois } from '#shared/temps/types';
import { jour as civil, financeur, pointage } from '#shared/testing/constructeurs';
import { textesDuPdf } from '../../../adapters/pdf/testing/texte';
import { ouvrirReserve } from '../../../adapters/sftp/reserve';
import { type Banc, creerCompteDEssai, ouvrirBanc } from '../../../http/testing/banc';
import { changer, ecrireTout } from '../../../store/ecrire';
import { lireUn, sansRev } from '../../../store/lire';
import { clore } from '../../archive/testing/petite-archive';
import { editerManquants, editerRapport, type PortsRapport, redigerPropositions } from './editer';
import { compterFaits } from './faits';

const t = (i: string): Instant => instantSchema.parse(i);
let maintenant = t('2026-11-01T05:00:00Z');
let banc: Banc;
let dossier: string;
let rattrapages = 0;
let ports: PortsRapport & { rattraper: () => Promise<unknown> };
beforeAll(async () => {
  dossier = await mkdtemp(join(tmpdir(), 'tg-rapport-'));
  banc = await ouvrirBanc({ horloge: () => maintenant, dossierRapports: dossier });
  ports = {
    magasin: banc.magasin,
    horloge: () => maintenant,
    reserve: ouvrirReserve(dossier),
    rattraper: async () => rattrapages++,
  };
  const jour = (type: string, plus: object) => ({
    _id: `${type}:2026-10-05`,
    type,
    date: '2026-10-05',
    debut: '08:00',
    minutes: `${'R'.repeat(740)}${'E'.repeat(10)}`,
    ...plus,
  });
  await ecrireTout(banc.magasin, BASE_CENTRALE, [
    financeur('TARIF', 'TARIF_PROPRE'),
    jour('disponibilite', {}),
    jour('disponibilite', {
      _id: 'disponibilite:2026-11-01',
      date: '2026-11-01',
      minutes: `EE${'R'.repeat(748)}`,
    }),
    jour('disponibilite-extranet', {
      minutes: 'R'.repeat(750),
      page: Array(750).fill(120),
      lecture: Array(750).fill(30),
    }),
    {
      _id: 'panne:2026-11-30T22:00:00Z:ANNUAIRE',
      type: 'panne',
      quoi: 'ANNUAIRE',
      debut: '2026-11-30T22:00:00Z',
      fin: '2026-12-01T06:00:00Z',
      sondes: [],
    },
    {
      _id: 'geste-incident:2026-10-06:G1',
      type: 'geste-incident',
      id: 'G1',
      date: '2026-10-06',
      incident: 'EST:2026-10-06:S1',
      geste: 'RESOUDRE',
      message: 'Fait.',
      auteur: 'tech',
      instant: '2026-10-06T08:00:00Z',
      cote: 'ASSISTANCE',
    },
  ]);
  await ecrireTout(banc.magasin, baseAntenne('EST'), [
    {
      _id: 'signalement:2026-10-06:S1',
      type: 'signalement',
      id: 'S1',
      date: '2026-10-06',
      antenne: 'EST',
      auteur: 'anne',
      instant: '2026-10-06T07:00:00Z',
      poste: 'p',
      categorie: 'ECRAN',
      gravite: 'BLOQUANTE',
      texte: 'Écran blanc chez Mme MARTIN',
      pannes: [],
      contexte: {
        ecran: '/usagers/',
        version: '0.1.0',
        navigateur: 'Firefox 140',
        liaison: 'EN_LIGNE',
        attente: 0,
        refusees: 0,
        requetes: [],
      },
    },
  ]);
  await ecrireTout(banc.magasin, basePointages(t('2026-10-05T08:00:00Z')), [
    pointage('A', '2026-10-05 10:00', { id: 'P1' }),
    pointage('A', '2026-11-01 00:30', { id: 'P2' }),
    {
      ...{ _id: 'appel:2026-10-05T08:00:00Z:A1', type: 'appel', id: 'A1', source: 'SVI', issue: 'SILENCE' },
      ...{ instant: '2026-10-05T08:00:00Z', recuLe: '2026-10-05T08:00:00Z', etape: 'CODE' },
    },
  ]);
});
afterAll(async () => {
  await banc.fermer();
  await rm(dossier, { recursive: true });
});

describe('periods', () => {
  test('a month, a quarter and a year, in words and in days', () => {
    expect(lirePeriode('2026-10')).toEqual({
      periode: '2026-10',
      titre: 'octobre 2026',
      mois: ['2026-10'],
      du: '2026-10-01',
      au: '2026-10-31',
    });
    expect(lirePeriode('2026-T4')).toMatchObject({
      titre: 'quatrième trimestre 2026',
      du: '2026-10-01',
      au: '2026-12-31',
    });
    expect(lirePeriode('2026')).toMatchObject({ titre: 'année 2026', du: '2026-01-01', au: '2026-12-31' });
    expect(lirePeriode('2026').mois).toHaveLength(12);
  });
  test('what ends with a month', () => {
    expect([
      periodesFinies('2026-10' as Mois),
      periodesFinies('2026-09' as Mois),
      periodesFinies('2026-12' as Mois),
    ]).toEqual([['2026-10'], ['2026-09', '2026-T3'], ['2026-12', '2026-T4', '2026']]);
    expect(periodesEditables('2027-01-01' as DateCivile, 2).map((p) => p.periode)).toEqual([
      '2026',
      '2026-T4',
      '2026-12',
      '2026-11',
    ]);
  });
});

const lire = async (periode: string) =>
  rapportSchema.parse(await lireUn(banc.magasin, BASE_CENTRALE, `rapport:${periode}`));

test('[CL-2] written by itself on the 1st; made again, the same facts give the same bytes and no new edition; other facts, another', async () => {
  expect(await editerManquants(ports)).toBe(1);
  expect(await editerManquants(ports)).toBe(0);
  // What was punched while nobody counted is counted first, and only where there is something to write.
  expect(rattrapages).toBe(1);
  const premier = await lire('2026-10');
  maintenant = t('2026-11-03T09:00:00Z');
  const refait = await editerRapport(ports, { periode: '2026-10', auteur: 'tech' });
  expect(refait.ok && refait.valeur.deja).toBe(true);
  // Without what was filed, as if for the first time: the files have the same names, which are their hashes.
  const { rendreFichiers } = await import('./rendre');
  const { pdf, xlsx } = await rendreFichiers(premier.faits);
  const garde = await Promise.all([ports.reserve.garder([pdf]), ports.reserve.garder([xlsx])]);
  expect(garde.map((g) => g.empreinte)).toEqual([
    premier.editions[0]?.pdf.empreinte,
    premier.editions[0]?.xlsx.empreinte,
  ]);
  await redigerPropositions(ports, {
    periode: '2026-10',
    texte: 'Former deux aides.\nRattacher dix numéros.',
    auteur: 'tech',
  });
  const autre = await editerRapport(ports, { periode: '2026-10', auteur: 'tech' });
  expect(autre.ok && autre.valeur.rapport.editions.map((e) => e.numero)).toEqual([1, 2]);
  expect(await ports.reserve.intact(premier.editions[0]?.pdf.empreinte ?? '')).toBe(true);
});

test('its facts: availability with what was asked, calls of the month alone, incidents as they stood, the operator’s words', async () => {
  const { faits } = await lire('2026-10');
  const table = (nom: string) => faits.sections.find((s) => s.nom === nom)?.table?.lignes ?? [];
  expect(table('Disponibilité')).toMatchObject([
    { service: 'Téléphone (SVI)', mesurees: '98,66\u00a0%', echecs: 10, atteinte: 'non' },
    { service: 'Extranet', mesurees: '100,00\u00a0%', echecs: 0, atteinte: 'sur les minutes mesurées' },
  ]);
  expect(table('Pannes')).toMatchObject([{ quoi: 'Téléphone (SVI)', minutes: 10 }]);
  expect(table('Temps des pages')).toMatchObject([{ mesures: 750, pageMediane: 120, lecture95: 30 }]);
  expect(table('Appels').filter((l) => l.nombre !== 0)).toEqual([
    { nature: 'Pointages par téléphone', nombre: 1 },
    { nature: 'Appels sans pointage : silence', nombre: 1 },
  ]);
  expect(table('Incidents')[0]).toMatchObject({ recus: 1, resolus: 1, priseDepassee: 1, resolutionTenue: 1 });
  expect(faits.sections.at(-1)?.phrases).toEqual(['Former deux aides.', 'Rattacher dix numéros.']);
  // The words of an incident may name someone: they are no part of a report.
  expect(JSON.stringify(faits)).not.toMatch(/MARTIN|"anne"/);
});

test('a quarter is its months; one that is not over has no report', async () => {
  const ouvert = await editerRapport(ports, { periode: '2026-T4', auteur: 'tech' });
  expect(ouvert).toMatchObject({ ok: false, refus: { code: 'PERIODE_OUVERTE' } });
  // Down from October's report to New Year's Day: November is owed too; before the first measure, nothing is.
  maintenant = t('2027-01-01T05:00:00Z');
  // The disk takes nothing for November's: what follows is made all the same, and November's the time after.
  let pleine = true;
  const garder: typeof ports.reserve.garder = async (octets) => {
    if (!pleine) return ports.reserve.garder(octets);
    pleine = false;
    throw new Error('disque plein');
  };
  await expect(editerManquants({ ...ports, reserve: { ...ports.reserve, garder } })).rejects.toThrow('2026-11');
  expect(await editerManquants(ports)).toBe(1);
  expect(await editerManquants(ports)).toBe(0);
  for (const p of ['2026-11', '2026-12', '2026-T4', '2026'])
    expect((await lire(p)).editions).toMatchObject([{ numero: 1, auteur: 'SERVICE', editeLe: maintenant }]);
  for (const p of ['2026-09', '2026-T3'])
    expect(await lireUn(banc.magasin, BASE_CENTRALE, `rapport:${p}`)).toBeUndefined();
  const { faits } = await lire('2026-T4');
  expect(faits.sections.find((s) => s.nom === 'Disponibilité')?.table?.lignes).toHaveLength(6);
  const pannes = faits.sections.find((s) => s.nom === 'Pannes')?.table?.lignes ?? [];
  expect(pannes.map(({ debut, fin, minutes }) => [debut, fin, minutes])).toEqual([
    ['2026-10-05T18:20:00Z', '2026-11-01T07:02:00Z', 12],
    ['2026-11-30T22:00:00Z', '2026-12-01T06:00:00Z', null],
  ]);
  expect(faits.resume.find((l) => l.quoi === 'Incidents')).toMatchObject({
    combien: '1\u00a0incident reçu',
    detail: '1\u00a0résolu à la fin de la période',
  });
  expect(faits.titre).toBe('Rapport d’activité, quatrième trimestre 2026');
});

test('[CL-2] a report filed before the closing is made again once every antenna has closed; closed without a change, it is not', async () => {
  maintenant = t('2027-01-01T06:00:00Z');
  const editions = async (periode: string) => (await lire(periode)).editions.map((e) => e.editeLe);
  const [octobre, novembre] = [await editions('2026-10'), await editions('2026-11')];
  const [derniere, ...autres] = codesAntennes();
  for (const antenne of autres) await clore(banc.magasin, antenne, '2026-10' as Mois, [], t('2027-01-01T06:10:00Z'));
  maintenant = t('2027-01-02T05:00:00Z');
  expect(await editerManquants(ports)).toBe(0);
  expect(await editions('2026-10')).toEqual(octobre);
  await clore(banc.magasin, derniere as Antenne, '2026-10' as Mois, [], t('2027-01-02T09:00:00Z'));
  maintenant = t('2027-01-03T05:00:00Z');
  // The month alone: its quarter and its year have others still to close.
  expect(await editerManquants(ports)).toBe(1);
  expect(await editions('2026-10')).toEqual([...octobre, maintenant]);
  expect(await editions('2026-11')).toEqual(novembre);
  expect(await editerManquants(ports)).toBe(0);
  // Closed again with the same facts: counted once more, and no edition.
  const compte = rattrapages;
  const reclos = await changer<ClotureEcrite>(
    banc.magasin,
    baseAntenne(derniere as Antenne),
    'cloture:2026-10',
    (c) => ({ ...sansRev<ClotureEcrite>(c), instant: t('2027-01-03T09:00:00Z') }),
  );
  expect('ecrit' in reclos).toBe(true);
  maintenant = t('2027-01-04T05:00:00Z');
  expect([await editerManquants(ports), await editerManquants(ports)]).toEqual([0, 0]);
  expect(rattrapages).toBe(compte + 1);
  expect(await editions('2026-10')).toHaveLength(octobre.length + 1);
});

test('over HTTP: read by those who steer, its files by edition; a workbook opens', async () => {
  await creerCompteDEssai(banc.magasin, 'audit', 'AUDITEUR', []);
  await creerCompteDEssai(banc.magasin, 'anne', 'GESTIONNAIRE', ['EST']);
  const audit = await banc.connecter('audit');
  const lus = rapportsLusSchema.parse(await (await audit.appeler('GET', '/api/rapports')).json());
  expect(lus.rapports.map((r) => r.periode)).toEqual(['2026', '2026-T4', '2026-12', '2026-11', '2026-10']);
  expect([lus.propositions, lus.periodes]).toEqual([undefined, []]);
  const r = await audit.appeler('GET', '/api/rapports/2026-10/fichier?format=xlsx&edition=1');
  expect(r.headers.get('content-disposition')).toBe('attachment; filename="RAPPORT_2026-10_E1.xlsx"');
  const livre = new ExcelJS.Workbook();
  await livre.xlsx.load(await r.arrayBuffer());
  expect(livre.worksheets.map((f) => f.name)).toContain('Disponibilité');
  expect((await audit.appeler('GET', '/api/rapports/2026-10/fichier?format=pdf&edition=9')).status).toBe(400);
  expect((await (await banc.connecter('anne')).appeler('GET', '/api/rapports')).status).toBe(403);
});

test('the document is PDF/A, and reads in French', async () => {
  const { editions } = await lire('2026-10');
  const pdf = Buffer.from((await ports.reserve.lire(editions.at(-1)?.pdf.empreinte ?? '')) ?? '');
  const texte = textesDuPdf(pdf).join(' ').replaceAll('\u00a0', ' ');
  for (const attendu of ['Rapport d’activité, octobre 2026', '98,66 %', 'Former deux aides.', 'Bloquante'])
    expect(texte).toContain(attendu);
  expect(pdf.includes('pdfaid:part')).toBe(true);
});

test('the total of a table is never alone on a page, whatever the number of lines', async () => {
  const { rendreFichiers } = await import('./rendre');
  const commun = { periode: '2026-10', titre: 'Rapport', du: civil('2026-10-01'), au: civil('2026-10-31'), resume: [] };
  const colonnes = [{ cle: 'quoi', titre: 'Quoi', unite: 'texte' as const }];
  for (let n = 28; n < 42; n++) {
    const lignes = Array.from({ length: n }, (_, i) => ({ quoi: `Ligne ${i + 1}.` }));
    const sections = [{ nom: 'T', titre: 'T', phrases: [], table: { colonnes, lignes, total: { quoi: 'Total' } } }];
    const { pdf } = await rendreFichiers({ ...commun, sections });
    const page = textesDuPdf(pdf).find((textes) => textes.includes('Total'));
    expect(page).toContain(`Ligne ${n}.`);
  }
});

const signaler = (d: string, id: string, instant: string) =>
  ecrireTout(banc.magasin, baseAntenne('EST'), [
    {
      ...{
        _id: `signalement:${d}:${id}`,
        type: 'signalement',
        id,
        date: d,
        antenne: 'EST',
        auteur: 'anne',
        poste: 'p',
      },
      ...{ instant, categorie: 'ECRAN', gravite: 'MAJEURE', texte: 'Écran lent', pannes: [] },
      contexte: {
        ...{ ecran: '/usagers/', version: '0.1.0', navigateur: 'Firefox 140', liaison: 'EN_LIGNE' },
        ...{ attente: 0, refusees: 0, requetes: [] },
      },
    },
  ]);
const agir = (incident: string, ...gestes: (readonly [geste: string, instant: string])[]) =>
  ecrireTout(
    banc.magasin,
    BASE_CENTRALE,
    gestes.map(([geste, instant]) => ({
      ...{ _id: `geste-incident:${instant.slice(0, 10)}:${geste}-${incident}`, type: 'geste-incident' },
      ...{ id: `${geste}-${instant}`, date: instant.slice(0, 10), incident, geste, message: 'Vu.', auteur: 'tech' },
      ...{ instant, cote: 'ASSISTANCE' },
    })),
  );
const ditsDesMajeurs = async (periode: string) => {
  const r = await compterFaits(banc.magasin, lirePeriode(periode), () => maintenant);
  if (!r.ok) throw new Error(r.refus.message);
  const lignes = (nom: string) => r.valeur.sections.find((s) => s.nom === nom)?.table?.lignes ?? [];
  const majeure = lignes('Incidents').find((l) => l.gravite === 'Majeure') ?? {};
  const { avant, recus, resolus, priseTenue, priseDepassee, resolutionTenue, resolutionDepassee } = majeure;
  return [
    [avant, recus, resolus],
    [priseTenue, priseDepassee, resolutionTenue, resolutionDepassee],
    lignes('Liste des incidents').length,
    r.valeur.resume.find((l) => l.quoi === 'Incidents')?.detail.replaceAll('\u00a0', ' '),
  ];
};

test('a delay that ends in the next month is told by that month’s report, and once; what is still to be done is listed in each', async () => {
  await signaler('2026-10-30', 'S2', '2026-10-30T16:30:00Z');
  await agir('EST:2026-10-30:S2', ['PRENDRE', '2026-11-04T09:00:00Z'], ['RESOUDRE', '2026-12-02T09:00:00Z']);
  const avant = '0 résolu à la fin de la période, 1 reçu avant restait à traiter';
  expect(await ditsDesMajeurs('2026-10')).toEqual([[0, 1, 0], [0, 0, 0, 0], 2, '1 résolu à la fin de la période']);
  expect(await ditsDesMajeurs('2026-11')).toEqual([[1, 0, 0], [0, 1, 0, 1], 1, avant]);
  expect(await ditsDesMajeurs('2026-12')).toEqual([[1, 0, 1], [0, 0, 0, 0], 1, avant]);
  expect(await ditsDesMajeurs('2026-T4')).toEqual([[0, 1, 1], [0, 1, 0, 1], 2, '2 résolus à la fin de la période']);
});

test('an incident that is reopened is told by the report of that month too, and its lateness once', async () => {
  // The delay of a major one is of two days: resolved in it, then late; the other was late at once.
  await signaler('2026-10-20', 'S3', '2026-10-20T08:00:00Z');
  await agir(
    'EST:2026-10-20:S3',
    ...([
      ['PRENDRE', '2026-10-20T08:10:00Z'],
      ['RESOUDRE', '2026-10-20T09:00:00Z'],
      ['ROUVRIR', '2026-11-03T09:00:00Z'],
    ] as const),
  );
  await signaler('2026-10-19', 'S4', '2026-10-19T08:00:00Z');
  await agir(
    'EST:2026-10-19:S4',
    ['PRENDRE', '2026-10-19T08:10:00Z'],
    ['RESOUDRE', '2026-10-29T09:00:00Z'],
    ['ROUVRIR', '2026-11-03T09:00:00Z'],
  );
  await ecrireTout(
    banc.magasin,
    BASE_CENTRALE,
    ['S3', 'S4'].map((id) => ({
      ...{ _id: `geste-incident:2026-11-25:encore-${id}`, type: 'geste-incident', id: `encore-${id}` },
      ...{ date: '2026-11-25', incident: `EST:2026-10-${id === 'S3' ? 20 : 19}:${id}`, geste: 'RESOUDRE' },
      ...{ message: 'Vu.', auteur: 'tech', instant: '2026-11-25T09:00:00Z', cote: 'ASSISTANCE' },
    })),
  );
  const reste = '1 reçu avant restait à traiter';
  // S2 of the test before: taken late in November, still to be resolved.
  expect(await ditsDesMajeurs('2026-10')).toEqual([[0, 3, 2], [2, 0, 1, 1], 4, '3 résolus à la fin de la période']);
  expect(await ditsDesMajeurs('2026-11')).toEqual([
    [3, 0, 2],
    [0, 1, 0, 2],
    3,
    `0 résolu à la fin de la période, ${reste}, 2 reçus avant ont été rouverts`,
  ]);
  expect(await ditsDesMajeurs('2026-12')).toEqual([
    [1, 0, 1],
    [0, 0, 0, 0],
    1,
    `0 résolu à la fin de la période, ${reste}`,
  ]);
});
