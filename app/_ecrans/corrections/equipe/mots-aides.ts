import type { Antenne } from '#shared/contrats/commun';
import type { Note } from '#shared/contrats/corrections/equipe';
import { antenneAu } from '#shared/domain/cloture/antenne';
import { estMotAide } from '#shared/domain/equipe/mot-aide';
import type { DateCivile } from '#shared/temps/types';
import type { EtatDepot } from '../../../_donnees/depot/etat-depot';
import { type NoteDite, notesDites } from './precedentes';

/** [CL-1] An aide's word on a visit that went to another antenna with its usager: that one has it too, and answers it. */
export const estMotDAilleurs = (n: Note, antenne: Antenne, usagers: EtatDepot['usagers']): boolean => {
  const usager = n.usagerId === undefined ? undefined : usagers.get(n.usagerId);
  return estMotAide(n) && usager !== undefined && antenneAu(usager, n.date) !== antenne;
};

/** [PR-1] The words of aides that nobody has answered, of any month on this PC, each with its visit: the one that waits the longest first. */
export const motsDAides = (e: EtatDepot, aujourdhui: DateCivile, antenne: Antenne): NoteDite[] =>
  notesDites(e, aujourdhui, (n) => estMotAide(n) && !estMotDAilleurs(n, antenne, e.usagers)).reverse();
