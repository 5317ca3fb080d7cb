import type { Instant } from '#shared/temps/types';
import type { Entree } from './journal/entree';
import { origineDe } from './svi/sonde';

export type Origine = ReturnType<typeof origineDe>;
export type Derniers = Partial<Record<Origine, Instant>>;

/** The last call of each kind that this worker heard of: an aide's, the synthetic one of each minute, an outside check's. */
export const tenirDerniers = (numeroSonde: string | undefined) => {
  const derniers: Derniers = {};
  return {
    noter: ({ appel }: Entree): void => {
      if (appel) derniers[origineDe(appel.etat, numeroSonde)] = appel.vuLe;
    },
    lire: (): Derniers => ({ ...derniers }),
  };
};
