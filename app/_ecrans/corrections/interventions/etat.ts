import { prochaine } from '../../../_ui/liste/prochaine';
import type { Laissees } from '../lot/lot';

// What the screen holds beside its address and its data: a table of gestures, and what they leave. It moves no focus and reads no grid.

export type EtatEcran = {
  /** The form of the chosen visit is open. */
  saisie: boolean;
  /** Those chosen together. */
  selection: readonly string[];
  /** Those that were chosen when the form of the lot opened. */
  lot: readonly string[] | undefined;
  /** Why the last lot left some. */
  raisons: Laissees['raisons'] | undefined;
  /** The form of a visit that is in no list is open. */
  nouvelle: boolean;
};

type Gestes = {
  /** Another line is chosen, or none. */
  CHOISIR: object;
  SAISIR: { ouverte: boolean };
  /** The corrected visit is left for the next one. */
  PASSER: { corrigee: string };
  COCHER: { ids: readonly string[] };
  OUVRIR_LOT: { ids: readonly string[] };
  QUITTER_LOT: object;
  LOT_FAIT: { raisons: Laissees['raisons'] };
  CREER: { ouverte: boolean };
};
type Quoi = keyof Gestes;
export type Geste<Q extends Quoi = Quoi> = { [K in Q]: { quoi: K } & Gestes[K] }[Q];

export const DEPART: EtatEcran = {
  saisie: false,
  selection: [],
  lot: undefined,
  raisons: undefined,
  nouvelle: false,
};

/** Nothing that was there already makes another state: the arrows pass hundreds of lines by. */
const avec = (e: EtatEcran, plus: Partial<EtatEcran>): EtatEcran => {
  const change = (Object.keys(plus) as (keyof EtatEcran)[]).some((k) => e[k] !== plus[k]);
  return change ? { ...e, ...plus } : e;
};

/** Of a lot that left it: it is another visit now. */
const sansRaison = (raisons: EtatEcran['raisons'], id: string): EtatEcran['raisons'] =>
  raisons && new Map([...raisons].filter(([x]) => x !== id));

const TABLE: { readonly [Q in Quoi]: (e: EtatEcran, g: Geste<Q>) => EtatEcran } = {
  CHOISIR: (e) => avec(e, { saisie: false, lot: undefined }),
  SAISIR: (e, { ouverte }) => avec(e, { saisie: ouverte }),
  PASSER: (e, { corrigee }) => avec(e, { saisie: false, raisons: sansRaison(e.raisons, corrigee) }),
  COCHER: (e, { ids }) => avec(e, { selection: ids }),
  // What is being typed of one visit stays below, and comes back with it.
  OUVRIR_LOT: (e, { ids }) => avec(e, { lot: ids }),
  QUITTER_LOT: (e) => avec(e, { lot: undefined }),
  LOT_FAIT: (e, { raisons }) => avec(e, { raisons }),
  CREER: (e, { ouverte }) => avec(e, { nouvelle: ouverte }),
};

export const reduire = <Q extends Quoi>(e: EtatEcran, g: Geste<Q>): EtatEcran => TABLE[g.quoi](e, g);

/** What stands beside the list. What is being typed of one visit is not taken away by a choice of several. */
export const panneauDe = (
  { saisie }: Pick<EtatEcran, 'saisie'>,
  { lot, plusieurs, visite }: { lot: boolean; plusieurs: boolean; visite: boolean },
): 'LOT' | 'CHOIX' | 'VISITE' | 'RIEN' => {
  if (lot) return 'LOT';
  if (plusieurs && !saisie) return 'CHOIX';
  return visite ? 'VISITE' : 'RIEN';
};

/**
 * After a lot, the keyboard and the panel go on together: to the first of those that it has left, which stay chosen; else to the visit
 * after the one of the lot that was in sight. `encore`: still in the list, and not corrected.
 */
export const suiteDuLot = (
  ordre: readonly string[],
  encore: ReadonlySet<string>,
  laissees: Laissees['ids'],
  choisie: string | undefined,
): { gardees: ReadonlySet<string>; suite: string | undefined } => {
  const restent = ordre.filter((id) => laissees.has(id) && encore.has(id));
  const reste = choisie === undefined || encore.has(choisie);
  return {
    // One alone is no choice: it is opened.
    gardees: new Set(restent.length > 1 ? restent : []),
    suite: restent[0] ?? (reste ? choisie : (prochaine(ordre, encore, choisie) ?? choisie)),
  };
};
