import { buffer, text } from 'node:stream/consumers';
import ExcelJS from 'exceljs';
import { expect, test } from 'vitest';
import type { TableauEtat } from '#shared/etats/contrat';
import { jour, paris } from '#shared/testing/constructeurs';
import type { Extension } from '../../../adapters/classeur/fichier';
import { refusPdfA } from '../../../adapters/pdf/testing/preflight';
import { textesDuPdf } from '../../../adapters/pdf/testing/texte';
import { fichierEtat } from './fichiers';

const INSTANT = paris('2026-11-04 17:09');
const TABLEAU: TableauEtat = {
  etat: 'heures-usagers',
  titre: 'Heures réalisées par usager',
  sousTitre: 'Antenne Est, octobre 2026',
  periode: { du: jour('2026-10-01'), au: jour('2026-10-31') },
  antenne: 'EST',
  colonnes: [
    { cle: 'usager', titre: 'Usager', unite: 'texte' },
    { cle: 'date', titre: 'Date', unite: 'date' },
    { cle: 'mois', titre: 'Mois', unite: 'mois' },
    { cle: 'debut', titre: 'Arrivée', unite: 'instant' },
    { cle: 'heuresFaites', titre: 'Heures réalisées', unite: 'minutes', total: 'somme' },
    { cle: 'visites', titre: 'Visites', unite: 'nombre', total: 'somme' },
    { cle: 'taux', titre: 'Taux de correction', unite: 'pourcent' },
    { cle: 'montant', titre: 'Montant', unite: 'centimes', total: 'somme' },
  ],
  lignes: [
    {
      cle: 'U1',
      detail: true,
      valeurs: {
        usager: '=HYPERLINK("x";1) ABADIE & <Zoé>',
        date: '2026-10-25',
        mois: '2026-10',
        debut: '2026-10-25T07:31:00Z',
        heuresFaites: 65,
        visites: 1_234,
        taux: 123,
        montant: 123_456,
      },
    },
    {
      cle: 'U2',
      detail: true,
      valeurs: { usager: 'L; "É"\nM', date: null, heuresFaites: 0, visites: 0, taux: null, montant: 0 },
    },
  ],
  totaux: { heuresFaites: 65, visites: 1_234, taux: 123, montant: 123_456 },
  avertissements: ['Le mois n’est pas clos : ces chiffres peuvent changer.'],
};

const ouvrir = (t: TableauEtat, format: Extension) => {
  const r = fichierEtat(t, format, INSTANT);
  if (!r.ok) throw new Error(r.refus.message);
  return r.valeur;
};
const csv = (t: TableauEtat): Promise<string> => text(ouvrir(t, 'csv').ouvrir());
const classeur = async (t: TableauEtat) => {
  const livre = new ExcelJS.Workbook();
  await livre.xlsx.load((await buffer(ouvrir(t, 'xlsx').ouvrir())) as unknown as ArrayBuffer);
  const f = livre.getWorksheet('Heures réalisées par usager');
  if (!f) throw new Error('pas d’onglet');
  return f;
};
const pdf = (t: TableauEtat): Promise<Buffer> => buffer(ouvrir(t, 'pdf').ouvrir());
const longue = (n: number): TableauEtat => ({
  ...TABLEAU,
  lignes: Array.from({ length: n }, (_, i) => ({
    cle: `U${i}`,
    detail: true,
    valeurs: { ...TABLEAU.lignes[0]?.valeurs, usager: `MARTIN Jeanne-Françoise ${i}` },
  })),
});

test('the CSV has the conventions of the other files, and no cell that a spreadsheet would compute', async () => {
  expect(ouvrir(TABLEAU, 'csv').nom).toBe('ETAT_HEURES-USAGERS_EST_20261001_20261031.csv');
  expect((await csv(TABLEAU)).split('\r\n')).toEqual([
    '\uFEFFusager;date;mois;debut;heures_faites_minutes;visites;taux_pour_cent;montant_euros',
    '"\'=HYPERLINK(""x"";1) ABADIE & <Zoé>";25/10/2026;2026-10;25/10/2026 08:31;65;1234;12,3;1234,56',
    '"L; ""É""\nM";;;;0;0;;0,00',
    '#FIN;2',
    '',
  ]);
  const mille = await csv(longue(1_201));
  expect(mille.split('\r\n').length).toBe(1_201 + 3);
});

test('a telephone number is read in its files as on the screen', async () => {
  const t: TableauEtat = {
    ...TABLEAU,
    colonnes: [{ cle: 'numero', titre: 'Numéro appelant', unite: 'telephone' }],
    lignes: [{ cle: 'n', detail: true, valeurs: { numero: '+33639981684' } }],
    totaux: {},
  };
  expect((await csv(t)).split('\r\n')[1]).toBe('06 39 98 16 84');
  expect((await classeur(t)).getCell(6, 1).text.replaceAll('\u00a0', ' ')).toBe('06 39 98 16 84');
});

test('the workbook has durations, rates, euros and dates as such, its totals, its warnings, and no formula', async () => {
  const f = await classeur(TABLEAU);
  expect([1, 2, 3, 4].map((n) => f.getCell(n, 1).text.replaceAll('\u00a0', ' '))).toEqual([
    'Heures réalisées par usager',
    'Antenne Est, octobre 2026',
    'Le mois n’est pas clos : ces chiffres peuvent changer.',
    'Établi le 4 novembre 2026 à 17 h 09',
  ]);
  const [u1, u2, total] = [6, 7, 8].map((n) => f.getRow(n));
  expect(u1?.getCell(1).formula).toBeUndefined();
  expect(u1?.getCell(1).value).toBe('=HYPERLINK("x";1) ABADIE & <Zoé>');
  expect([2, 3, 4].map((i) => u1?.getCell(i).value)).toEqual([
    new Date('2026-10-25'),
    new Date('2026-10-01'),
    new Date('2026-10-25T08:31Z'),
  ]);
  expect([u1?.getCell(6).value, u1?.getCell(7).value, u1?.getCell(8).value]).toEqual([1_234, 0.123, 1_234.56]);
  expect([u2?.getCell(2).value, u2?.getCell(7).value]).toEqual([null, null]);
  expect([total?.getCell(1).value, total?.getCell(6).value]).toEqual(['Total', 1_234]);
  expect(u1?.getCell(5).numFmt).toContain('[h]');
});

test('where a duration is negative, all of them are decimal hours: spreadsheets show no negative time', async () => {
  const [l] = TABLEAU.lignes;
  if (!l) throw new Error('pas de ligne');
  const f = await classeur({ ...TABLEAU, lignes: [{ ...l, valeurs: { ...l.valeurs, heuresFaites: -90 } }] });
  expect(f.getCell(7, 5).value).toBe(-1.5);
  expect(f.getCell(4, 1).text).toContain('heures décimales');
});

test('the PDF says who, when, which period; its head comes again on each page, and its pages are counted', async () => {
  const pages = (await textesDuPdf(await pdf(longue(90)))).map((p) => p.join(' | '));
  expect(pages.length).toBeGreaterThan(2);
  for (const [i, p] of pages.entries()) {
    expect(p).toContain(`Page ${i + 1} / ${pages.length}`);
    expect(p).toContain('Antenne Est, octobre 2026');
    expect(p).toContain('Établi le 4 novembre 2026 à 17 h 09');
    expect(p).toContain('Usager');
  }
  expect(pages[0]).toContain('Paris domicile Est');
  expect(pages[0]).toContain('12,3 %');
  expect(pages.at(-1)).toContain('Total');
  expect(pages.join(' ')).toContain('Jeanne-Françoise 89');
});

const PAR_MOIS: TableauEtat = {
  ...TABLEAU,
  colonnes: [
    { cle: 'mois', titre: 'Mois', unite: 'mois' },
    { cle: 'incompletes', titre: 'Incomplètes', unite: 'nombre' },
    { cle: 'corrigees', titre: 'Corrigées', unite: 'nombre' },
  ],
  lignes: ['2026-08', '2026-09', '2026-10'].map((mois, n) => ({
    cle: mois,
    detail: true,
    valeurs: { mois, incompletes: 7 * (n + 1), corrigees: n === 1 ? null : 5 },
  })),
  totaux: {},
  graphique: { genre: 'courbe', axe: 'mois', series: ['incompletes', 'corrigees'] },
};

test('[RG] the PDF has the chart of its screen: its legend, its scale and its names, standing or lying', async () => {
  const debout = (await textesDuPdf(await pdf(PAR_MOIS)))[0]?.join(' | ') ?? '';
  // Its legend and its table both name a series; its scale and its table both have figures.
  for (const [mot, fois] of [
    ['Incomplètes', 2],
    ['Corrigées', 2],
    ['août 2026', 2],
    ['25', 1],
  ] as const)
    expect([mot, debout.split(mot).length - 1]).toEqual([mot, fois]);
  const noms = [
    'Caisse nationale d’assurance vieillesse',
    'Département de Paris, APA',
    'Mutuelle générale de l’Éducation nationale',
  ];
  const couche: TableauEtat = {
    ...PAR_MOIS,
    colonnes: [
      { cle: 'financeur', titre: 'Financeur', unite: 'texte' },
      { cle: 'duree', titre: 'Heures', unite: 'minutes' },
    ],
    lignes: [...noms, ...noms.map((n) => `${n}, seconde`)].map((financeur, n) => ({
      cle: financeur,
      detail: true,
      valeurs: { financeur, duree: 600 * (n + 1) },
    })),
    graphique: { genre: 'barres', axe: 'financeur', series: ['duree'] },
  };
  const lu = (await textesDuPdf(await pdf(couche)))[0]?.join(' | ').replaceAll('\u00a0', ' ') ?? '';
  expect(lu.split('60 h 00').length - 1).toBe(2);
  expect(await refusPdfA({ debout: await pdf(PAR_MOIS), couche: await pdf(couche) })).toEqual({});
});

test('[CL-2] the same table at the same instant gives the same bytes', async () => {
  expect((await pdf(TABLEAU)).equals(await pdf(TABLEAU))).toBe(true);
});

test('an empty state is a file that says so, in each form', async () => {
  const vide = { ...TABLEAU, lignes: [], totaux: {} };
  expect((await csv(vide)).split('\r\n').slice(1)).toEqual(['#FIN;0', '']);
  expect((await classeur(vide)).rowCount).toBe(5);
  expect(textesDuPdf(await pdf(vide))[0]?.join(' ')).toContain('Aucune ligne');
});

test('a state too long for paper is refused with what to do; the other forms take it', () => {
  const t = longue(6_001);
  const r = fichierEtat(t, 'pdf', INSTANT);
  expect(r.ok ? '' : r.refus.message).toMatch(/6.001 lignes.*XLSX ou CSV/);
  expect(fichierEtat(t, 'xlsx', INSTANT).ok).toBe(true);
});

test('states are PDF/A-1b for an independent checker, on their side too', async () => {
  const documents = {
    etat: await pdf(TABLEAU),
    long: await pdf(longue(60)),
    vide: await pdf({ ...TABLEAU, lignes: [] }),
  };
  expect(await refusPdfA(documents)).toEqual({});
});
