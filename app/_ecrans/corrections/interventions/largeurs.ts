/**
 * Widths of the grid's columns, in pixels: the least for those that stretch, where most names are read whole. The status leaves
 * room for a scroll bar, which lies over the lines.
 */
export const LARGEURS = {
  jour: 106,
  usager: 152,
  aide: 134,
  prevu: 136,
  arrivee: 72,
  depart: 72,
  retenu: 146,
  duree: 62,
  statut: 152,
  equipe: 64,
  motif: 110,
} as const;

/**
 * Beside the panel: a date is its day, « mer. 1er » the widest, and cells stand closer, of which each is as wide as its longest text, an hour in bold included;
 * then a first name is its initial.
 */
export const SERREES = { jour: 68, prevu: 126, arrivee: 66, depart: 66, statut: 146 } as const;
export const INITIALES = { usager: 104, aide: 100 } as const;
/** The status, where nothing else is left to take. */
export const ICONE_SEULE = 56;

/**
 * What leaves the grid where it is too narrow, in this order: the panel of a line says it all. Usager, aide, what is planned and both
 * punched hours never leave: without `retenu`, they are the retained ones. `serre`, `noms`, `statut`: tightened, not taken away.
 */
export const RETRAITS = ['motif', 'duree', 'retenu', 'serre', 'noms', 'equipe', 'statut'] as const;
export type Retirable = (typeof RETRAITS)[number];

/** The scroll bar, the borders, and the column where lines are chosen. */
const BORDS = 18 + 36;

/** What has left after so many steps: the same sets each time, so that columns are made anew for another set, not for another width. */
const ETAPES: readonly ReadonlySet<Retirable>[] = [undefined, ...RETRAITS].map((_, n) => new Set(RETRAITS.slice(0, n)));
const [AUCUNE = new Set<Retirable>()] = ETAPES;
const TOUTES = ETAPES.at(-1) ?? AUCUNE;

const largeurDe = (r: ReadonlySet<Retirable>, parMois: boolean, avecEquipe: boolean): number => {
  const serre = r.has('serre') ? SERREES : LARGEURS;
  const noms = r.has('noms') ? INITIALES : LARGEURS;
  return (
    BORDS +
    (parMois ? serre.jour : 0) +
    noms.usager +
    noms.aide +
    serre.prevu +
    serre.arrivee +
    serre.depart +
    (r.has('statut') ? ICONE_SEULE : serre.statut) +
    (r.has('retenu') ? 0 : LARGEURS.retenu) +
    (r.has('duree') ? 0 : LARGEURS.duree) +
    (r.has('motif') ? 0 : LARGEURS.motif) +
    (avecEquipe && !r.has('equipe') ? LARGEURS.equipe : 0)
  );
};

/** A width of 0 is not yet known. */
export const aRetirer = (largeur: number, parMois: boolean, avecEquipe: boolean): ReadonlySet<Retirable> =>
  largeur === 0 ? AUCUNE : (ETAPES.find((r) => largeurDe(r, parMois, avecEquipe) <= largeur) ?? TOUTES);
