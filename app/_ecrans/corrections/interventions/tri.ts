/** Columns that sort, in the order in which they do; none: by hour. */
export type Tri = readonly { colonne: Colonne; sens: 'asc' | 'desc' }[];

const COLONNES = [
  'jour',
  'usager',
  'aide',
  'prevu',
  'arrivee',
  'depart',
  'retenu',
  'duree',
  'statut',
  'equipe',
  'motif',
] as const;
type Colonne = (typeof COLONNES)[number];
const estColonne = (nom: string): nom is Colonne => (COLONNES as readonly string[]).includes(nom);

/** « usager,-duree »: by usager, then the longest first; what is no column is left out. */
export const lireTri = (texte: string | null): Tri | undefined => {
  const tri = (texte ?? '').split(',').flatMap((t): Tri => {
    const colonne = t.replace(/^-/, '');
    return estColonne(colonne) ? [{ colonne, sens: t.startsWith('-') ? 'desc' : 'asc' }] : [];
  });
  return tri.length > 0 ? tri : undefined;
};

export const ecrireTri = (tri: Tri): string =>
  tri.map(({ colonne, sens }) => `${sens === 'desc' ? '-' : ''}${colonne}`).join();

type EtatColonne = { colId: string; sort?: 'asc' | 'desc' | null; sortIndex?: number | null };

/** As the grid says it of its columns, and as it is told it. */
export const triDe = (colonnes: readonly EtatColonne[]): Tri | undefined =>
  lireTri(
    colonnes
      .filter((c) => c.sort)
      .sort((a, b) => (a.sortIndex ?? 0) - (b.sortIndex ?? 0))
      .map((c) => `${c.sort === 'desc' ? '-' : ''}${c.colId}`)
      .join(),
  );
export const etatDe = (tri: Tri | undefined): EtatColonne[] =>
  (tri ?? []).map(({ colonne, sens }, sortIndex) => ({ colId: colonne, sort: sens, sortIndex }));
