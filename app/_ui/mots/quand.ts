import { dateBreve, heure } from '#shared/mots/dates';
import { dateParis } from '#shared/temps/paris';
import type { Instant } from '#shared/temps/types';

/** « 25 nov. 8 h 31 », with its year where that is another one. */
export const quand = (i: Instant, maintenant: Instant): string =>
  `${dateBreve(dateParis(i), dateParis(maintenant))} ${heure(i)}`;

/** « jusqu’à 14 h 00 » today, « jusqu’au 4 déc. 14 h 00 » later. */
export const jusqua = (i: Instant, maintenant: Instant): string =>
  dateParis(i) === dateParis(maintenant) ? `jusqu’à ${heure(i)}` : `jusqu’au ${quand(i, maintenant)}`;
