/**
 * Widths of the grid's columns, in pixels: the least for those that stretch. The status leaves room for a scroll bar that lies
 * over the lines.
 */
export const LARGEURS = {
  jour: 106,
  usager: 100,
  aide: 96,
  prevu: 136,
  arrivee: 68,
  depart: 68,
  retenu: 146,
  duree: 62,
  statut: 160,
  equipe: 64,
  motif: 110,
} as const;

/**
 * What leaves the grid where it is too narrow, in this order: the panel of a line says it all. What is planned is read to correct:
 * it leaves last.
 */
export const RETRAITS = [['motif'], ['arrivee', 'depart'], ['aide'], ['duree'], ['prevu']] as const;
export type Retirable = (typeof RETRAITS)[number][number];

/** The scroll bar, the borders, and the column where lines are chosen. */
const BORDS = 18 + 36;

/** Retained hours and status stay in sight: columns that do not fit give way to them. */
export const aRetirer = (largeur: number, parMois: boolean, avecEquipe: boolean): ReadonlySet<Retirable> => {
  const retirees = new Set<Retirable>();
  const total =
    Object.values(LARGEURS).reduce((s, n) => s + n, 0) -
    (parMois ? 0 : LARGEURS.jour) -
    (avecEquipe ? 0 : LARGEURS.equipe);
  let reste = total + BORDS;
  for (const groupe of RETRAITS) {
    if (largeur === 0 || reste <= largeur) break;
    for (const c of groupe) {
      retirees.add(c);
      reste -= LARGEURS[c];
    }
  }
  return retirees;
};
