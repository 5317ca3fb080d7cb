import { estMotAide } from '#shared/domain/equipe/mot-aide';
import type { DateCivile } from '#shared/temps/types';
import type { EtatDepot } from '../../../_donnees/depot/etat-depot';
import { type NoteDite, notesDites } from './precedentes';

/** [PR-1] The words of aides that nobody has answered, of any month on this PC, each with its visit: the one that waits the longest first. */
export const motsDAides = (e: EtatDepot, aujourdhui: DateCivile): NoteDite[] =>
  notesDites(e, aujourdhui, (n) => estMotAide(n)).reverse();
