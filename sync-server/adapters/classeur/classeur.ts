import { PassThrough, type Readable } from 'node:stream';
import { setImmediate } from 'node:timers/promises';
import ExcelJS from 'exceljs';
import { mentionDuMode } from '../mention';

// An XLSX written as it is made: rows leave as they are committed. Same content and date, same bytes [CL-2].

const FORMATS = {
  euros: '#,##0.00\u00a0"€"',
  heures: '0.00',
  entier: '#,##0',
  // Spreadsheets show no negative time: where one may come, hours are decimal.
  duree: '[h]"\u00a0h\u00a0"mm',
  pourcent: '0.0"\u00a0"%',
  date: 'dd/mm/yyyy',
  mois: 'mmmm yyyy',
  instant: 'dd/mm/yyyy hh:mm',
} as const;

export type ColonneClasseur<L> = {
  titre: string;
  /** In characters. */
  largeur: number;
  /** How a number is shown; absent: a text. */
  format?: keyof typeof FORMATS;
  /**
   * Euros are given in whole cents, hours and durations in whole minutes, rates per thousand: only the cell divides them.
   * Dates are given as days (`jourDeClasseur`).
   */
  valeur: (ligne: L) => string | number | undefined;
};

/** A sheet, its rows in bold where they are totals. */
export type Onglet = {
  nom: string;
  /** What stands above the table. */
  chapeau: readonly string[];
  titres: readonly { titre: string; largeur: number; format?: keyof typeof FORMATS }[];
  lignes: Iterable<{ cellules: readonly (string | number | undefined)[]; forte?: boolean }>;
};

const DIVISEURS: Record<keyof typeof FORMATS, number> = {
  euros: 100,
  heures: 60,
  entier: 1,
  duree: 1_440,
  pourcent: 1_000,
  date: 1,
  mois: 1,
  instant: 1,
};

/** The day, or the local hour, as spreadsheets count it: days since 30 December 1899. `local`: `2026-10-01`, `2026-10-01T08:30`. */
export const jourDeClasseur = (local: string): number =>
  Date.parse(`${local.length === 10 ? `${local}T00:00` : local.slice(0, 16)}:00Z`) / 86_400_000 + 25_569;

/** Made one by one as they are written: twenty thousand rows of cells are never there together. */
const rangees = <L>(o: {
  colonnes: readonly ColonneClasseur<L>[];
  lignes: readonly L[];
  totaux?: readonly (readonly (string | number | undefined)[])[];
}): Onglet['lignes'] => ({
  *[Symbol.iterator]() {
    for (const l of o.lignes) yield { cellules: o.colonnes.map((c) => c.valeur(l)) };
    for (const cellules of o.totaux ?? []) yield { cellules, forte: true };
  },
});

/** A sheet from rows of any kind and the table of its columns; `totaux` are rows of ready cells. */
export const onglet = <L>(o: {
  nom: string;
  chapeau: readonly string[];
  colonnes: readonly ColonneClasseur<L>[];
  lignes: readonly L[];
  totaux?: readonly (readonly (string | number | undefined)[])[];
}): Onglet => ({
  nom: o.nom,
  chapeau: o.chapeau,
  titres: o.colonnes,
  lignes: rangees(o),
});

const cellule = (v: string | number | undefined, format: keyof typeof FORMATS | undefined): string | number | null =>
  typeof v === 'number' && format ? v / DIVISEURS[format] : (v ?? null);

type Zip = { append: (source: unknown, entree: object) => unknown };

/** Entries of the archive bear the date of the content, not that of the writing. */
const dater = (sortie: PassThrough, date: Date): void => {
  sortie.once('pipe', (source: unknown) => {
    const zip = source as Zip;
    const ajouter = zip.append.bind(zip);
    zip.append = (contenu, entree) => ajouter(contenu, { ...entree, date });
  });
};

/** After so many rows, what was written leaves, and the service answers others. */
const PAUSE_LIGNES = 500;

/** What a spreadsheet takes for a sheet's name: 31 characters, and none that its formulas use; cut between two words. */
export const nomOnglet = (titre: string): string => {
  const propre = titre
    .replace(/[[\]:*?/\\]/g, ' ')
    .replace(/\s+/g, ' ')
    .replace(/^'+|'+$/g, '')
    .trim();
  if (propre.length <= 31) return propre;
  const coupe = propre.slice(0, 32);
  const entier = coupe.slice(0, coupe.lastIndexOf(' '));
  return (entier === '' ? propre.slice(0, 31) : entier).replace(/( (d[eu]s?|et|par|la|les?|à|aux?))+$/i, '').trim();
};

const ecrireOnglet = async (livre: ExcelJS.stream.xlsx.WorkbookWriter, o: Onglet): Promise<void> => {
  const mention = mentionDuMode();
  const entete = o.chapeau.length + (mention === undefined ? 1 : 2);
  const feuille = livre.addWorksheet(o.nom, {
    views: [{ state: 'frozen', ySplit: entete }],
    pageSetup: {
      paperSize: 9,
      orientation: 'landscape',
      fitToPage: true,
      fitToWidth: 1,
      fitToHeight: 0,
      printTitlesRow: `${entete}:${entete}`,
    },
    headerFooter: { oddFooter: `&L${o.nom}&RPage &P / &N` },
  });
  feuille.columns = o.titres.map((c) => ({
    width: c.largeur,
    ...(c.format ? { style: { numFmt: FORMATS[c.format] } } : {}),
  }));
  if (mention !== undefined) {
    const l = feuille.addRow([mention]);
    l.font = { bold: true, color: { argb: 'FFA4161A' } };
    l.commit();
  }
  for (const [n, texte] of o.chapeau.entries()) {
    const l = feuille.addRow([texte]);
    l.font = n === 0 ? { bold: true, size: 14 } : { color: { argb: 'FF55565E' } };
    l.commit();
  }
  const titres = feuille.addRow(o.titres.map((c) => c.titre));
  titres.font = { bold: true };
  titres.eachCell((c, i) => {
    c.alignment = { wrapText: true, vertical: 'top', horizontal: o.titres[i - 1]?.format ? 'right' : 'left' };
    c.fill = { type: 'pattern', pattern: 'solid', fgColor: { argb: 'FFEEF2F9' } };
  });
  titres.commit();
  let n = 0;
  for (const { cellules, forte } of o.lignes) {
    if (++n % PAUSE_LIGNES === 0) await setImmediate();
    const l = feuille.addRow(cellules.map((v, i) => cellule(v, o.titres[i]?.format)));
    if (forte) l.font = { bold: true };
    l.commit();
  }
  feuille.autoFilter = { from: { row: entete, column: 1 }, to: { row: entete, column: o.titres.length } };
  feuille.commit();
};

/** The bytes of a workbook, as they come; an error of the writing is an error of the stream. */
export const ecrireClasseur = (onglets: readonly Onglet[], date: Date): Readable => {
  const sortie = new PassThrough();
  dater(sortie, date);
  const livre = new ExcelJS.stream.xlsx.WorkbookWriter({ stream: sortie, useStyles: true, useSharedStrings: false });
  livre.creator = 'Télégestion';
  livre.lastModifiedBy = 'Télégestion';
  livre.created = date;
  livre.modified = date;
  const ecrire = async (): Promise<void> => {
    for (const o of onglets) await ecrireOnglet(livre, o);
    await livre.commit();
  };
  ecrire().catch((e: unknown) => sortie.destroy(e instanceof Error ? e : new Error(String(e))));
  return sortie;
};
