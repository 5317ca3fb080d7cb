import { buffer } from 'node:stream/consumers';
import ExcelJS from 'exceljs';
import { expect, test, vi } from 'vitest';
import { ecrireClasseur, jourDeClasseur, nomOnglet, type Onglet, onglet } from './classeur';

const DATE = new Date('2026-11-02T08:12:00Z');
const lignes = (n: number) =>
  Array.from({ length: n }, (_, i) => ({ nom: `É & <${i}> =1+1`, minutes: 65, prix: 2663 }));
const feuille = (n: number): Onglet =>
  onglet({
    nom: 'Lignes',
    chapeau: ['Préfacturation', 'octobre 2026'],
    colonnes: [
      { titre: 'Nom', largeur: 30, valeur: (l) => l.nom },
      { titre: 'Heures', largeur: 10, format: 'heures', valeur: (l) => l.minutes },
      { titre: 'Montant', largeur: 12, format: 'euros', valeur: (l) => l.prix },
      { titre: 'Vide', largeur: 12, format: 'euros', valeur: () => undefined },
    ],
    lignes: lignes(n),
    totaux: [['Total', 65 * n, 2663 * n, undefined]],
  });

test('a spreadsheet program reads back what was written: texts as texts, cents as euros', async () => {
  const livre = new ExcelJS.Workbook();
  await livre.xlsx.load((await buffer(ecrireClasseur([feuille(3)], DATE))) as unknown as ArrayBuffer);
  const f = livre.getWorksheet('Lignes');
  const rangs = (f?.getSheetValues() ?? []).slice(1).map((r) => (Array.isArray(r) ? r.slice(1) : r));
  expect(rangs.slice(0, 4)).toEqual([
    ['Préfacturation'],
    ['octobre 2026'],
    ['Nom', 'Heures', 'Montant', 'Vide'],
    ['É & <0> =1+1', 65 / 60, 26.63],
  ]);
  expect(rangs.at(-1)).toEqual(['Total', 3.25, 79.89]);
  expect(f?.getCell('A4').formula).toBeUndefined();
  expect(f?.getCell('C4').numFmt).toContain('€');
});

test('on paper the titles come again on each page, and on the screen they stay in view', async () => {
  const livre = new ExcelJS.Workbook();
  await livre.xlsx.load((await buffer(ecrireClasseur([feuille(3)], DATE))) as unknown as ArrayBuffer);
  const f = livre.getWorksheet('Lignes');
  expect(f?.pageSetup.printTitlesRow).toBe('3:3');
  expect(f?.views[0]).toMatchObject({ state: 'frozen', ySplit: 3 });
});

test.each([
  ['Suivi des plans d’aide', 'Suivi des plans d’aide'],
  ['Taux de correction des appels incomplets', 'Taux de correction des appels'],
  ['Heures réalisées par aide à domicile', 'Heures réalisées par aide'],
  ['Récapitulatif semestriel et annuel de l’activité', 'Récapitulatif semestriel'],
  ['a/b [c]: d?', 'a b c d'],
  ['Usagers non identifiés par le SVI', 'Usagers non identifiés'],
  ['x'.repeat(40), 'x'.repeat(31)],
])('« %s » names the sheet « %s »: what a spreadsheet takes, cut between two words', (titre, nom) => {
  expect(nomOnglet(titre)).toBe(nom);
  expect(nomOnglet(titre).length).toBeLessThanOrEqual(31);
});

test('durations, rates, dates and hours are read back as such, and not as texts', async () => {
  const feuilleDeTypes = onglet({
    nom: 'Types',
    chapeau: ['Types'],
    colonnes: (['duree', 'pourcent', 'date', 'mois', 'instant'] as const).map((format, i) => ({
      titre: format,
      largeur: 12,
      format,
      valeur: (l: readonly number[]) => l[i],
    })),
    lignes: [[65, 333, ...['2026-10-02', '2026-10-01', '2026-10-25T08:30:00'].map(jourDeClasseur)]],
  });
  const livre = new ExcelJS.Workbook();
  await livre.xlsx.load((await buffer(ecrireClasseur([feuilleDeTypes], DATE))) as unknown as ArrayBuffer);
  const rang = livre.getWorksheet('Types')?.getRow(3);
  const lu = [1, 2, 3, 4, 5].map((i) => rang?.getCell(i).value);
  // A format of hours is a date to this reader: its day 0 is 30 December 1899.
  expect(lu[0]).toEqual(new Date(Date.UTC(1899, 11, 30, 1, 5)));
  expect(lu.slice(1)).toEqual([0.333, new Date('2026-10-02'), new Date('2026-10-01'), new Date('2026-10-25T08:30Z')]);
});

test('[CL-2] the same content and date give the same bytes, whenever it is written', async () => {
  const ecrire = () => buffer(ecrireClasseur([feuille(2_000), { ...feuille(1), nom: 'Autre' }], DATE));
  const avant = await ecrire();
  vi.useFakeTimers({ toFake: ['Date'], now: new Date('2027-03-01T12:00:00Z') });
  try {
    expect((await ecrire()).equals(avant)).toBe(true);
  } finally {
    vi.useRealTimers();
  }
});

test('what fails while it is written fails the stream: nobody takes half a file for a whole one', async () => {
  const o: Onglet = {
    ...feuille(0),
    lignes: (function* () {
      yield { cellules: ['un'] };
      throw new Error('panne');
    })(),
  };
  await expect(buffer(ecrireClasseur([o], DATE))).rejects.toThrow('panne');
});
