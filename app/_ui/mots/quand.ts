import { dateBreve, heure } from '#shared/libelles/formats';
import { dateParis } from '#shared/temps/paris';
import type { Instant } from '#shared/temps/types';

/** « mer. 25 nov. 8 h 31 ». */
export const quand = (i: Instant, maintenant: Instant): string =>
  `${dateBreve(dateParis(i), dateParis(maintenant))} ${heure(i)}`;
