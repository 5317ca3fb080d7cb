// The grid keeps its focus by the rank of a line, and gives it back by that rank when it draws again: a line that leaves above
// would hand the focus, and with it the panel and the keys, to another visit. It also tells of a focus later than it happens.
// So the page itself says whose doing a focus is, when it happens, by the id of its line.

/** Keys that move the focus to a line of the grid. Tab passes by: it opens nothing. */
const DEPLACENT: ReadonlySet<string> = new Set([
  'ArrowDown',
  'ArrowUp',
  'ArrowLeft',
  'ArrowRight',
  'PageDown',
  'PageUp',
  'Home',
  'End',
]);

/** Whose doing a focus is: the person's by a key or the mouse, the screen's, which asked for that line, or the grid's own. */
export type Origine = 'PERSONNE' | 'ECRAN' | 'GRILLE';

export type Foyer = {
  /** What the person did last: a key, or the mouse (`undefined`). */
  geste: (touche: string | undefined) => void;
  /** The screen is about to bring the focus to that line. */
  demander: (ligne: string) => void;
  /** A line has the focus: by whom. What was expected is expected no more. */
  prendre: (ligne: string) => Origine;
  /** Another way chose that line: a link, or a way back in the history. */
  suivre: (ligne: string) => void;
  /** The line that the focus belongs to, where it has one. */
  ou: () => string | undefined;
};

export const creerFoyer = (): Foyer => {
  let personne = false;
  let ecran: string | undefined;
  let derniere: string | undefined;
  return {
    geste: (touche) => {
      personne = touche === undefined || DEPLACENT.has(touche);
      ecran = undefined;
    },
    demander: (ligne) => {
      ecran = ligne;
      derniere = ligne;
    },
    prendre: (ligne) => {
      const origine = ecran === ligne ? 'ECRAN' : personne && ecran === undefined ? 'PERSONNE' : 'GRILLE';
      if (origine !== 'GRILLE') {
        personne = false;
        ecran = undefined;
        derniere = ligne;
      }
      return origine;
    },
    suivre: (ligne) => {
      derniere = ligne;
    },
    ou: () => derniere,
  };
};
