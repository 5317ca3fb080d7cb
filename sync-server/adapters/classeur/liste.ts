import { Readable } from 'node:stream';
import { stringify } from 'csv-stringify/sync';
import { localParis } from '#shared/temps/paris';
import type { Instant } from '#shared/temps/types';
import { ecrireClasseur, jourDeClasseur, onglet } from './classeur';
import type { Fichier } from './fichier';

// A list as it is on a screen, in a file: one table of columns for both formats.

export type FormatListe = 'csv' | 'xlsx';

/** `lire` gives an instant where the column is of instants: it is told by the clock in Paris. */
export type ColonneListe<T> = { titre: string; largeur: number } & (
  | { format?: 'entier'; lire: (l: T) => string | number | undefined }
  | { format: 'instant'; lire: (l: T) => Instant | undefined }
);

/** A cell that a spreadsheet program would take for a formula says that it is a text. */
export const sansFormule = (v: string): string => (/^[=+\-@\t\r]/.test(v) ? `'${v}` : v);

/** `25/11/2026 08:30` */
const instantEnCsv = (i: Instant): string => {
  const [date = '', heure = ''] = localParis(i).slice(0, 16).split('T');
  return `${date.split('-').reverse().join('/')} ${heure}`;
};
const enCsv = <T>(c: ColonneListe<T>, l: T): string => {
  if (c.format !== 'instant') return sansFormule(String(c.lire(l) ?? ''));
  const i = c.lire(l);
  return i === undefined ? '' : instantEnCsv(i);
};
const enFeuille = <T>(c: ColonneListe<T>, l: T): string | number | undefined => {
  if (c.format !== 'instant') return c.lire(l);
  const i = c.lire(l);
  return i === undefined ? undefined : jourDeClasseur(localParis(i));
};

/** Rows written together: what else is asked meanwhile is answered between two. */
const LIGNES_D_UN_BLOC = 500;
const OPTIONS = { delimiter: ';', record_delimiter: '\r\n', quoted_match: /[\r\n]/ };

/** Without `#FIN;n`, which other files end with: a list is read by people, and given back to no program. */
function* csv<T>(colonnes: readonly ColonneListe<T>[], lignes: readonly T[]): Generator<string> {
  // Without this mark, a French Excel reads UTF-8 as « RÃ‰MY ».
  yield '\uFEFF';
  yield stringify([colonnes.map((c) => c.titre)], OPTIONS);
  for (let n = 0; n < lignes.length; n += LIGNES_D_UN_BLOC)
    yield stringify(
      lignes.slice(n, n + LIGNES_D_UN_BLOC).map((l) => colonnes.map((c) => enCsv(c, l))),
      OPTIONS,
    );
}

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
  if (extension === 'csv') return { nom, lignes: lignes.length, ouvrir: () => Readable.from(csv(colonnes, lignes)) };
  const feuille = onglet({
    nom: o.feuille,
    chapeau: o.chapeau,
    colonnes: colonnes.map((c) => ({
      titre: c.titre,
      largeur: c.largeur,
      ...(c.format ? { format: c.format } : {}),
      valeur: (l: T) => enFeuille(c, l),
    })),
    lignes,
  });
  return { nom, lignes: lignes.length, ouvrir: () => ecrireClasseur([feuille], new Date(maintenant)) };
};
