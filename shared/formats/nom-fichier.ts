import { dateExiste } from '../temps/paris';
import type { DateCivile, Mois } from '../temps/types';

/** The kinds of files that an import knows, in the order in which it takes them. */
export const GENRES = [
  'FINANCEURS',
  'INTERVENANTS',
  'USAGERS',
  'PLANNING',
  'POINTAGES',
  'CORRECTIONS',
  'ABSENCES',
  'RELEVES',
] as const;
export type Genre = (typeof GENRES)[number];

/** What follows the kind in a name: a day, a month, or nothing. */
const PERIODES = {
  FINANCEURS: 'aucune',
  INTERVENANTS: 'jour',
  USAGERS: 'jour',
  PLANNING: 'mois',
  POINTAGES: 'mois',
  CORRECTIONS: 'mois',
  ABSENCES: 'mois',
  RELEVES: 'aucune',
} as const satisfies Record<Genre, 'aucune' | 'jour' | 'mois'>;

export type NomFichier =
  | { sorte: 'connu'; genre: Genre; nom: string; date?: DateCivile; mois?: Mois }
  /** Begins like a known file, and is not one. */
  | { sorte: 'mal-nomme'; genre: Genre; nom: string; raison: string }
  | { sorte: 'inconnu'; nom: string };

const attendu = (genre: Genre): string =>
  ({ aucune: `${genre}.csv`, jour: `${genre}_AAAAMMJJ.csv`, mois: `${genre}_AAAAMM.csv` })[PERIODES[genre]];

export const lireNomFichier = (nom: string): NomFichier => {
  const genre = GENRES.find((g) => nom.toUpperCase().startsWith(g) && /\.csv$/i.test(nom));
  if (!genre) return { sorte: 'inconnu', nom };
  const periode = PERIODES[genre];
  const malNomme = (raison: string): NomFichier => ({ sorte: 'mal-nomme', genre, nom, raison });
  if (periode === 'aucune')
    return nom === `${genre}.csv` ? { sorte: 'connu', genre, nom } : malNomme(`nom attendu : ${attendu(genre)}`);
  const m = new RegExp(`^${genre}_(\\d{${periode === 'jour' ? 8 : 6}})\\.csv$`).exec(nom);
  const chiffres = m?.[1];
  if (!chiffres) return malNomme(`nom attendu : ${attendu(genre)}`);
  const date = `${chiffres.slice(0, 4)}-${chiffres.slice(4, 6)}-${chiffres.slice(6, 8) || '01'}`;
  if (!dateExiste(date)) return malNomme(`la date du nom n’existe pas ; nom attendu : ${attendu(genre)}`);
  return periode === 'jour'
    ? { sorte: 'connu', genre, nom, date }
    : { sorte: 'connu', genre, nom, mois: date.slice(0, 7) as Mois };
};

/** Order of taking: by kind, then by date or month. */
export const ordreDePrise = (a: NomFichier & { genre: Genre }, b: NomFichier & { genre: Genre }): number =>
  GENRES.indexOf(a.genre) - GENRES.indexOf(b.genre) || (a.nom < b.nom ? -1 : a.nom > b.nom ? 1 : 0);
