/** Sizes of an invented service, for each of its antennas. */
export type Taille = { aides: number; usagers: number };

export const TAILLES = {
  /** Tests: a month in a fraction of a second. */
  petite: { aides: 2, usagers: 10 },
  /** The demonstration. */
  moyenne: { aides: 10, usagers: 60 },
  /** The service of the tender: 330 aides, 2,200 usagers, some 17,000 visits a month. */
  complete: { aides: 55, usagers: 367 },
} as const satisfies Record<string, Taille>;

export type NomTaille = keyof typeof TAILLES;
