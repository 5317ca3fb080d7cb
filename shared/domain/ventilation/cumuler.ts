import type { EtatFige } from '../../contrats/cloture/cloture';
import { type Minutes, minutes } from '../../temps/types';

type Visite = EtatFige['visites'][number];
type Part = Visite['parts'][number];
/** Billed minutes of what is alike, and how many visits give it one at least. */
export type Cumul<T> = { tete: T; minutes: Minutes; visites: number };

/**
 * The parts of frozen visits, added up by a key, in the order of first need: files, pre-billing and balance count them so, and come
 * to the same. A part of no minute counts for nothing. `tete`: what is said of a key, by its first part.
 */
export const cumulerParts = <T>(
  etats: readonly EtatFige[],
  cle: (v: Visite, p: Part) => string,
  tete: (v: Visite, p: Part) => T,
): Cumul<T>[] => {
  const cumuls = new Map<string, { tete: T; minutes: number; visites: Set<string> }>();
  for (const v of etats.flatMap((e) => e.visites))
    for (const p of v.parts) {
      if (p.minutes === 0) continue;
      const k = cle(v, p);
      const cumul = cumuls.get(k) ?? { tete: tete(v, p), minutes: 0, visites: new Set<string>() };
      cumul.minutes += p.minutes;
      cumul.visites.add(v.interventionId);
      cumuls.set(k, cumul);
    }
  return [...cumuls.values()].map((c) => ({ tete: c.tete, minutes: minutes(c.minutes), visites: c.visites.size }));
};
