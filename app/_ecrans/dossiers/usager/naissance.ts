import type { DateCivile } from '#shared/temps/types';

// A date of birth is no instant: the clock of Paris in 1935 has nothing to do with it.
const enMots = new Intl.DateTimeFormat('fr-FR', { timeZone: 'UTC', day: 'numeric', month: 'long', year: 'numeric' });

/** `23 janvier 1935, 91 ans`. */
export const naissanceEnMots = (naissance: DateCivile, jour: DateCivile): string => {
  const ans = Number(jour.slice(0, 4)) - Number(naissance.slice(0, 4)) - (jour.slice(5) < naissance.slice(5) ? 1 : 0);
  const date = enMots.format(new Date(`${naissance}T00:00:00Z`)).replace(/^1 /, '1er ');
  return `${date}, ${ans}\u00a0ans`;
};
