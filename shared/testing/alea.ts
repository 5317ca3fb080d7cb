/** A seeded source of chance: the same seed gives the same draws in every runtime (mulberry32). */
export type Alea = {
  /** In [0, 1[. */
  fraction: () => number;
  /** Whole number, both ends included. */
  entier: (min: number, max: number) => number;
  chance: (probabilite: number) => boolean;
  choix: <T>(valeurs: readonly [T, ...T[]]) => T;
  /** Undefined only where the list is empty. */
  parmi: <T>(valeurs: readonly T[]) => T | undefined;
  /** By weight; undefined where the draw goes past their sum (weights that add up to less than 1 leave a rest). */
  selonPoids: <T extends { poids: number }>(valeurs: readonly T[]) => T | undefined;
  melanger: <T>(valeurs: readonly T[]) => T[];
};

export const creerAlea = (graine: number): Alea => {
  let etat = graine >>> 0;
  const fraction = (): number => {
    etat = (etat + 0x6d2b79f5) >>> 0;
    let t = etat;
    t = Math.imul(t ^ (t >>> 15), t | 1);
    t ^= t + Math.imul(t ^ (t >>> 7), t | 61);
    return ((t ^ (t >>> 14)) >>> 0) / 4_294_967_296;
  };
  const entier = (min: number, max: number): number => min + Math.floor(fraction() * (max - min + 1));
  const parmi = <T>(valeurs: readonly T[]): T | undefined => valeurs[entier(0, valeurs.length - 1)];
  return {
    fraction,
    entier,
    chance: (p) => fraction() < p,
    choix: (valeurs) => parmi(valeurs) ?? valeurs[0],
    parmi,
    selonPoids: (valeurs) => {
      let reste = fraction();
      for (const v of valeurs) {
        reste -= v.poids;
        if (reste < 0) return v;
      }
      return undefined;
    },
    melanger: (valeurs) =>
      valeurs
        .map((v) => ({ v, cle: fraction() }))
        .sort((a, b) => a.cle - b.cle)
        .map(({ v }) => v),
  };
};
