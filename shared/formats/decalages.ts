import { grouperPar } from '../listes';
import { decalageParis } from '../temps/paris';
import type { Instant } from '../temps/types';
import { type Champ, type ColonneDecalage, GROUPES_DECALAGE } from './champ';
import { heureRepetee } from './champ-temps';

// The offsets of the hours that autumn gives twice: which columns a file needs for them, and what a row has in each.

export type Nomme = readonly [nom: string, champ: Champ<unknown>];
export type Valeurs = Readonly<Record<string, unknown>>;

const instantDe = ([nom, champ]: Nomme, l: Valeurs): Instant | undefined =>
  l[nom] === undefined ? undefined : champ.instantDe?.(l[nom]);

const estRepetee = (d: Nomme, l: Valeurs): boolean => {
  const i = instantDe(d, l);
  return i !== undefined && heureRepetee(i);
};

/** The one offset that a cell can give of all these hours, empty where none is repeated; undefined where no one offset is right. */
export const decalageDe = (dates: readonly Nomme[], l: Valeurs): string | undefined => {
  const heures = dates.flatMap((d) => instantDe(d, l) ?? []);
  if (!heures.some(heureRepetee)) return '';
  const [premier = '', ...autres] = new Set(heures.map(decalageParis));
  return autres.length === 0 ? premier : undefined;
};

export type Decalages = {
  colonnes: readonly ColonneDecalage[];
  cellules: (l: Valeurs) => readonly string[];
};

const AUCUN: Decalages = { colonnes: [], cellules: () => [] };

/**
 * Columns are added by group, only in a file where a row needs one. Hours that share a column have their own in a file where a row
 * gives them different offsets: one cell would say one of them wrongly.
 */
export const decalagesDe = (champs: readonly Nomme[], lignes: readonly Valeurs[]): Decalages => {
  const dates = champs.filter(([, c]) => c.decalage);
  if (!lignes.some((l) => dates.some((d) => estRepetee(d, l)))) return AUCUN;
  const partages = grouperPar(dates, ([, c]) => c.decalagePartage ?? c.decalage);
  const separees = lignes.some((l) => [...partages.values()].some((d) => decalageDe(d, l) === undefined));
  const parColonne = separees ? grouperPar(dates, ([, c]) => c.decalage) : partages;
  const cellule = (d: ColonneDecalage, l: Valeurs): string => decalageDe(parColonne.get(d) ?? [], l) ?? '';
  /** Even empty, its own column says that the shared one is not that hour's. */
  const propres = new Set(separees ? dates.map(([, c]) => c.decalagePartage && c.decalage) : []);
  const colonnes = GROUPES_DECALAGE.flatMap((groupe): readonly ColonneDecalage[] =>
    groupe.some((d) => propres.has(d) || lignes.some((l) => cellule(d, l) !== '')) ? groupe : [],
  );
  return { colonnes, cellules: (l) => colonnes.map((d) => cellule(d, l)) };
};
