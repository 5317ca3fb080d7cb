import { COULEURS, type Feuille, INTERLIGNE, type Style } from './feuille';

export type Colonne = { titre: string; largeur: number; droite?: boolean };
export type Morceau = Style & { texte: string };
/** Pieces of a cell, one under the other; each wraps in its column. */
export type Cellule = readonly Morceau[];
export type Rangee = {
  cellules: readonly Cellule[];
  forte?: boolean;
  /** Never on another page than the row after it. */
  liee?: boolean;
  /** What must hold below it on its page: it goes to the next one with that. */
  dessous?: number;
};

const TAILLE = 10;
const RETRAIT = 4;
const ENTETE = { graisse: 'grasse', couleur: COULEURS.accent } as const;
const TAILLE_TITRES = 8.5;

type Trace = { texte: string; style: Style; pas: number };

const tracer = (f: Feuille, cellule: Cellule, largeur: number): Trace[] =>
  cellule.flatMap(({ texte, ...style }) =>
    f.couper(texte, largeur, style).map((t) => ({ texte: t, style, pas: (style.taille ?? TAILLE) * INTERLIGNE })),
  );

const hauteurDe = (traces: readonly Trace[]): number => traces.reduce((h, t) => h + t.pas, 0);

/** White between the lines of a row and its rules. */
const JEU = 6;

const tracerTitres = (f: Feuille, colonnes: readonly Colonne[], taille: number): Trace[][] =>
  colonnes.map((c) => tracer(f, [{ texte: c.titre, taille, ...ENTETE }], c.largeur - 2 * RETRAIT));

/** Nothing where no column has a title. */
const hauteurDesTitres = (titres: readonly Trace[][]): number =>
  titres.every((t) => t.length === 0) ? 0 : Math.max(...titres.map(hauteurDe)) + 7;

/** How high the head of a whole table stands. */
export const hauteurTete = (f: Feuille, colonnes: readonly Colonne[]): number =>
  hauteurDesTitres(tracerTitres(f, colonnes, TAILLE_TITRES));

/** How wide a column must be for this text to stand on one line. */
export const largeurCellule = (f: Feuille, texte: string, taille: number): number =>
  Math.ceil(f.polices.largeur(f.polices.dessinable(texte), 'normale', taille)) + 2 * RETRAIT;

/** Opens a table over the whole width: what it gives lays one row, the head before the first one and again on each page. `taille`: of the head. */
export const ouvrirTableau = (
  f: Feuille,
  colonnes: readonly Colonne[],
  taille: number = TAILLE_TITRES,
  jeu: number = JEU,
): ((rangee: Rangee, suivante?: Rangee) => void) => {
  const gauches = colonnes.map((_, i) => f.page.marge + colonnes.slice(0, i).reduce((x, c) => x + c.largeur, 0));

  const poser = (y: number, traces: readonly Trace[][]): void => {
    for (const [i, cellule] of traces.entries()) {
      const c = colonnes[i];
      if (!c) continue;
      let ligne = y;
      for (const t of cellule) {
        const style: Style = c.droite ? { ...t.style, alignement: 'droite' } : t.style;
        f.ligne(t.texte, (gauches[i] ?? 0) + RETRAIT, ligne, style, c.largeur - 2 * RETRAIT);
        ligne += t.pas;
      }
    }
  };

  const titres = tracerTitres(f, colonnes, taille);
  const hauteurTitres = hauteurDesTitres(titres);
  const entete = (): void => {
    if (hauteurTitres === 0) return;
    f.fond(f.page.marge, f.y, f.utile, hauteurTitres);
    poser(f.y + 3, titres);
    f.y += hauteurTitres + 1;
  };

  const mesurer = (rangee: Rangee): { traces: Trace[][]; hauteur: number } => {
    const traces = rangee.cellules.map((c, i) => tracer(f, c, (colonnes[i]?.largeur ?? 0) - 2 * RETRAIT));
    return { traces, hauteur: Math.max(...traces.map(hauteurDe)) + jeu };
  };

  let premiere = true;
  return (rangee, suivante) => {
    const { traces, hauteur } = mesurer(rangee);
    const dessous = (rangee.liee && suivante ? mesurer(suivante).hauteur : 0) + (rangee.dessous ?? 0);
    // A head is never left alone at the foot of a page.
    if (f.reserver(hauteur + dessous + (premiere && hauteurTitres > 0 ? hauteurTitres + 1 : 0)) || premiere) entete();
    premiere = false;
    if (rangee.forte) f.filet(f.y, COULEURS.accent);
    poser(f.y + jeu / 2, traces);
    f.y += hauteur;
    if (!rangee.forte) f.filet(f.y);
  };
};

/** How high a row stands, as it wraps in its columns. */
export const hauteurRangee = (
  f: Feuille,
  colonnes: readonly Colonne[],
  { cellules }: Rangee,
  jeu: number = JEU,
): number =>
  Math.max(...cellules.map((c, i) => hauteurDe(tracer(f, c, (colonnes[i]?.largeur ?? 0) - 2 * RETRAIT)))) + jeu;

/** White below a whole table. */
export const ESPACE_APRES = 4;

/** A whole table. Its head comes again on each page, and no line of it is cut between two. */
export const tableau = (f: Feuille, colonnes: readonly Colonne[], rangees: readonly Rangee[]): void => {
  const poser = ouvrirTableau(f, colonnes);
  for (const [n, r] of rangees.entries()) poser(r, rangees[n + 1]);
  f.y += ESPACE_APRES;
};
