import { Readable } from 'node:stream';
import { stringify } from 'csv-stringify/sync';
import { localParis } from '#shared/temps/paris';
import type { Instant } from '#shared/temps/types';
import { ecrireClasseur, jourDeClasseur, onglet } from './classeur';
import type { Fichier } from './fichier';

// A list as it is on a screen, in a file: one table of columns for both formats.

export type FormatListe = 'csv' | 'xlsx';

/** `instant`: what is read is by `quand`. */
export type ColonneListe<T> = {
  titre: string;
  largeur: number;
  format?: 'instant' | 'entier';
  lire: (l: T) => string | number | undefined;
};

/** An instant as a spreadsheet counts it, by the clock in Paris. */
export const quand = (i: Instant | undefined): number | undefined =>
  i === undefined ? undefined : jourDeClasseur(localParis(i));

/** Days from the spreadsheet's day 0 to that of the epoch. */
const JOURS_AVANT_1970 = 25_569;
const JOUR_MS = 86_400_000;

/** A cell that a spreadsheet program would take for a formula says that it is a text. */
const enTexte = (v: string): string => (/^[=+\-@\t\r]/.test(v) ? `'${v}` : v);
const enCsv = <T>(c: ColonneListe<T>, l: T): string => {
  const v = c.lire(l);
  if (v === undefined) return '';
  if (c.format !== 'instant' || typeof v !== 'number') return enTexte(String(v));
  const [date = '', heure = ''] = new Date((v - JOURS_AVANT_1970) * JOUR_MS).toISOString().slice(0, 16).split('T');
  return `${date.split('-').reverse().join('/')} ${heure}`;
};

/** `genre`: the file is `<genre>_20261125.csv`; `chapeau`: what a sheet says above its titles, which a CSV has no place for. */
export const fichierDeListe = <T>(o: {
  genre: string;
  feuille: string;
  chapeau: readonly string[];
  colonnes: readonly ColonneListe<T>[];
  lignes: readonly T[];
  maintenant: Instant;
  extension: FormatListe;
}): Fichier => {
  const { colonnes, lignes, maintenant, extension } = o;
  const nom = `${o.genre}_${localParis(maintenant).slice(0, 10).replaceAll('-', '')}.${extension}`;
  if (extension === 'csv') {
    const texte = stringify([colonnes.map((c) => c.titre), ...lignes.map((l) => colonnes.map((c) => enCsv(c, l)))], {
      delimiter: ';',
      record_delimiter: '\r\n',
      quoted_match: /[\r\n]/,
      bom: true,
    });
    return { nom, lignes: lignes.length, ouvrir: () => Readable.from([texte]) };
  }
  const feuille = onglet({
    nom: o.feuille,
    chapeau: o.chapeau,
    colonnes: colonnes.map(({ titre, largeur, format, lire }) => ({
      titre,
      largeur,
      ...(format ? { format } : {}),
      valeur: lire,
    })),
    lignes,
  });
  return { nom, lignes: lignes.length, ouvrir: () => ecrireClasseur([feuille], new Date(maintenant)) };
};
