/**
 * Widths of the grid's columns, in pixels: the least for those that stretch, where most names are read whole. The status leaves
 * room for a scroll bar that lies over the lines.
 */
export const LARGEURS = {
  jour: 106,
  usager: 152,
  aide: 134,
  prevu: 136,
  arrivee: 68,
  depart: 68,
  retenu: 146,
  duree: 62,
  statut: 160,
  equipe: 64,
  motif: 110,
} as const;

/** Where nothing is left to take away, the name itself is cut rather than the status pushed out. */
export const USAGER_SERRE = 100;

/**
 * What leaves the grid where it is too narrow, in this order: the panel of a line says it all. The duration is
 * that of the retained hours, beside it. What is planned is read to correct: it leaves last.
 */
export const RETRAITS = [['motif'], ['duree'], ['arrivee', 'depart'], ['aide'], ['prevu']] as const;
export type Retirable = (typeof RETRAITS)[number][number];

/** The scroll bar, the borders, and the column where lines are chosen. */
const BORDS = 18 + 36;

/** What has left after so many steps: the same sets each time, so that columns are made anew for another set, not for another width. */
const AUCUNE: ReadonlySet<Retirable> = new Set();
const TOUTES: ReadonlySet<Retirable> = new Set(RETRAITS.flat());
const RETIREES = [AUCUNE, ...RETRAITS.slice(1).map((_, n) => new Set(RETRAITS.slice(0, n + 1).flat())), TOUTES];

/** Retained hours and status stay in sight: columns that do not fit give way to them. A width of 0 is not yet known. */
export const aRetirer = (largeur: number, parMois: boolean, avecEquipe: boolean): ReadonlySet<Retirable> => {
  const total =
    Object.values(LARGEURS).reduce((s, n) => s + n, 0) -
    (parMois ? 0 : LARGEURS.jour) -
    (avecEquipe ? 0 : LARGEURS.equipe);
  const reste = (retirees: ReadonlySet<Retirable>): number =>
    total + BORDS - [...retirees].reduce((s, c) => s + LARGEURS[c], 0);
  if (largeur === 0) return AUCUNE;
  return RETIREES.find((r) => reste(r) <= largeur) ?? TOUTES;
};
