import type { Noeud } from '../magasin';

// Whether the nodes of a cluster have all the same, told by what they say of themselves, look after look.

export type Calme = {
  agitee: boolean;
  /** Since when nothing says otherwise, where it is still held to be agitated. */
  depuis?: number;
  /** For how many looks documents have been waiting to be pushed. */
  pousse: number;
  /** Seconds for which each node had been up. */
  actifS: ReadonlyMap<string, number>;
};

/** The others notice a return after some seconds: that nothing is left to push just after it proves nothing, until so long. */
export const ASSIS_S = 60;
const APRES_MS = ASSIS_S * 1_000;

/** Seconds for which each node has been up, where it says so. */
export const actifsDe = (noeuds: readonly Noeud[]): ReadonlyMap<string, number> =>
  new Map(noeuds.flatMap((n) => (n.actifS === undefined ? [] : [[n.nom, n.actifS] as const])));

export const CALME: Calme = { agitee: false, pousse: 0, actifS: new Map() };

/** Nodes that hold copies of the same: one alone has nobody to lag behind. */
const enGrappe = (noeuds: readonly Noeud[]): boolean => noeuds.length > 1;

/** `premier`: what is seen first is believed at once; afterwards a few documents on their way are no sign. */
export const observer = (avant: Calme, noeuds: readonly Noeud[], maintenant: number, premier = false): Calme => {
  if (!enGrappe(noeuds)) return { agitee: false, pousse: 0, actifS: actifsDe(noeuds) };
  const pousse = noeuds.some((n) => (n.aTransmettre ?? 0) > 0) ? avant.pousse + 1 : 0;
  const signe =
    pousse >= (premier || avant.agitee ? 1 : 2) ||
    noeuds.some(
      (n) =>
        !n.present || n.aTransmettre === undefined || (n.actifS ?? 0) < Math.max(ASSIS_S, avant.actifS.get(n.nom) ?? 0),
    );
  const actifS = actifsDe(noeuds);
  if (signe) return { agitee: true, pousse, actifS };
  if (!avant.agitee) return { agitee: false, pousse, actifS };
  const depuis = avant.depuis ?? maintenant;
  return maintenant - depuis >= APRES_MS ? { agitee: false, pousse, actifS } : { agitee: true, depuis, pousse, actifS };
};

/**
 * Whether what is read may be what was before: a node has just come back, others have still to push to it, or too few are left for a
 * reading by id to be the last word.
 */
export const seRattrape = ({ noeuds, revenus }: { noeuds: readonly Noeud[]; revenus: readonly Noeud[] }): boolean => {
  const presents = noeuds.filter((n) => n.present);
  return (
    enGrappe(noeuds) &&
    (revenus.length > 0 ||
      presents.length * 2 < noeuds.length ||
      presents.some((n) => n.aTransmettre !== 0 || (n.actifS ?? 0) < ASSIS_S))
  );
};
