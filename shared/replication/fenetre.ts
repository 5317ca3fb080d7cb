import { ajouterMois, moisDe, premierJour } from '../temps/paris';
import type { DateCivile } from '../temps/types';

/**
 * [CO-6] Oldest date of a correction that is still taken, and whose verdict is still served and kept: one month before the
 * window. A PC that was offline over the turn of a month typed within the window that it knew.
 */
export const debutEnvoi = (debut: DateCivile): DateCivile => premierJour(ajouterMois(moisDe(debut), -1));
