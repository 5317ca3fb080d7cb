import { ajouterJours } from '#shared/temps/paris';
import type { DateCivile } from '#shared/temps/types';

/** What is to be paired again: usagers and, of each, civil days. */
export type Chantier = ReadonlyMap<string, ReadonlySet<DateCivile>>;
export type ChantierOuvert = {
  jours: Map<string, Set<DateCivile>>;
  ajouter: (usagerId: string, jour: DateCivile, marge?: number) => void;
};

/**
 * `marge`: days on either side that are paired again too. One is enough for a punch: it acts on visits that begin at most
 * `dureeMax` (a day at most) before it or after it, since a later gap isolates [AP-8].
 */
export const ouvrirChantier = (): ChantierOuvert => {
  const jours = new Map<string, Set<DateCivile>>();
  return {
    jours,
    ajouter: (usagerId, jour, marge = 0) => {
      const siens = jours.get(usagerId) ?? new Set();
      jours.set(usagerId, siens);
      for (let n = -marge; n <= marge; n++) siens.add(ajouterJours(jour, n));
    },
  };
};

/** The days of a set and those around, sorted. */
export const autour = (jours: Iterable<DateCivile>, marge: number): DateCivile[] => {
  const r = new Set<DateCivile>();
  for (const j of jours) for (let n = -marge; n <= marge; n++) r.add(ajouterJours(j, n));
  return [...r].sort();
};

/** Pieces of at most `n` days each, in order: what is in memory at once stays bounded. */
export const tranches = (c: Chantier, n: number): Chantier[] => {
  const tous = [...new Set([...c.values()].flatMap((s) => [...s]))].sort();
  const r: Chantier[] = [];
  for (let i = 0; i < tous.length; i += n) {
    const siens = new Set(tous.slice(i, i + n));
    const morceau = new Map<string, Set<DateCivile>>();
    for (const [usagerId, jours] of c) {
      const communs = [...jours].filter((j) => siens.has(j));
      if (communs.length > 0) morceau.set(usagerId, new Set(communs));
    }
    r.push(morceau);
  }
  return r;
};

/** The civil days from one to the other, both included. */
export const joursEntre = (de: DateCivile, a: DateCivile): DateCivile[] => {
  const r: DateCivile[] = [];
  for (let j = de; j <= a; j = ajouterJours(j, 1)) r.push(j);
  return r;
};
