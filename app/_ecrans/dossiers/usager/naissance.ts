import { dateEntiere } from '#shared/mots/dates';
import type { DateCivile } from '#shared/temps/types';

/** `23 janvier 1935, 91 ans`. */
export const naissanceEnMots = (naissance: DateCivile, jour: DateCivile): string => {
  const ans = Number(jour.slice(0, 4)) - Number(naissance.slice(0, 4)) - (jour.slice(5) < naissance.slice(5) ? 1 : 0);
  return `${dateEntiere(naissance)}, ${ans}\u00a0ans`;
};
