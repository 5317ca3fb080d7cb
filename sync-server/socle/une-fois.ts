import { moisParis } from '#shared/temps/paris';
import type { Mois } from '#shared/temps/types';
import type { Horloge } from '../ports/horloge';

/**
 * Once a month, and tried again at each call until it goes through; 0 from then on. In memory: a service started again since then
 * does it once more.
 */
export const uneFoisParMois = (horloge: Horloge, faire: (mois: Mois) => Promise<number>): (() => Promise<number>) => {
  let fait: Mois | undefined;
  return async () => {
    const mois = moisParis(horloge());
    if (mois === fait) return 0;
    const n = await faire(mois);
    fait = mois;
    return n;
  };
};
