import type { Antenne } from '../../contrats/commun';
import type { Parametres } from '../../contrats/exploitation/parametre';

export type Heures = { debut: string; fin: string };

/** What the opening hours of the antennas are read of. */
export type ReglagesHeures = Pick<Parametres, 'heuresOuverture' | 'heuresAntennes'>;

/** [AL-5, AL-7] The hours in which an antenna follows its alerts: its own, or the service's; `undefined`: of no antenna. */
export const heuresDe = ({ heuresOuverture, heuresAntennes }: ReglagesHeures, antenne: Antenne | undefined): Heures =>
  (antenne === undefined ? undefined : heuresAntennes[antenne]) ?? heuresOuverture;
