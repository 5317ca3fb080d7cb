import type { Usager } from '../../contrats/dossiers/dossiers';
import { dateParis, ecartSecondes } from '../../temps/paris';
import type { Instant } from '../../temps/types';

/** Fewer usagers than that never make a taking over of a file: a trial of some rows, then another, takes nothing over. */
export const REPRISE_MIN = 50;
/** A file taken before midnight is completed after it. */
const SUITE_H = 3;

/**
 * [AL-2, AL-3] Whether a file names those whom the former system knew: the first one; one that brings more usagers than there were
 * before it, whatever trials came first; one that completes such a file on the same civil day, or soon after.
 * `nouveaux`: how many it names for the first time.
 */
export const estReprise = (
  connus: readonly Pick<Usager, 'repris' | 'vuLe'>[],
  nouveaux: number,
  instant: Instant,
): boolean => {
  if (connus.length === 0 || (nouveaux >= REPRISE_MIN && nouveaux > connus.length)) return true;
  const jour = dateParis(instant);
  return connus.some(
    ({ repris, vuLe }) =>
      repris === true && (dateParis(vuLe) === jour || ecartSecondes(vuLe, instant) < SUITE_H * 3600),
  );
};
