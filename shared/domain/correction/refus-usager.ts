import type { Antenne, Refus } from '../../contrats/commun';
import type { Correction } from '../../contrats/corrections/correction';
import type { Usager } from '../../contrats/dossiers/dossiers';
import { dateParis } from '../../temps/paris';
import type { DateCivile } from '../../temps/types';
import { antenneAu } from '../cloture/antenne';
import type { Retenue } from '../types';

const USAGER_AUTRE_ANTENNE: Refus = {
  code: 'USAGER_AUTRE_ANTENNE',
  message:
    'L’usager nommé n’est pas de cette antenne au jour de la visite : choisissez-en un autre, vérifiez le jour, ou adressez-vous à son antenne.',
};

/** [CL-1] The date on which the usager of a visit must be of its antenna: that of its retained start, else its own. */
export const jourDeLaVisite = (r: Pick<Retenue, 'debut' | 'intervention'>): DateCivile =>
  r.debut ? dateParis(r.debut) : r.intervention.date;

/**
 * [CO-3] Why a visit cannot be given to this usager; undefined where it can. Said by the form, and by the server of what was typed
 * before the usager moved was known.
 */
export const refusUsager = (usager: Usager, antenne: Antenne, date: DateCivile): Refus | undefined =>
  antenneAu(usager, date) === antenne ? undefined : USAGER_AUTRE_ANTENNE;

/** [CO-3] The same of corrections that are about to be written; what this PC does not know is for the server to say. */
export const usagerRefuse = (
  corrections: readonly Correction[],
  usagers: ReadonlyMap<string, Usager>,
  date: DateCivile,
): { refus: Refus; correction: Correction } | undefined => {
  for (const correction of corrections) {
    const usager = correction.usagerId === undefined ? undefined : usagers.get(correction.usagerId);
    const refus = usager && refusUsager(usager, correction.antenne, date);
    if (refus) return { refus, correction };
  }
  return undefined;
};
