import { ajouterJours } from '../../temps/paris';
import type { DateCivile } from '../../temps/types';

/** Longer than a month's interruption of a plan; a row missing for less may be a fault of the file, and closes nothing by itself. */
export const SORTI_APRES_J = 45;

/** The day from which someone missing from the files since then is taken as gone. */
export const sortiLe = (absentDepuis: DateCivile): DateCivile => ajouterJours(absentDepuis, SORTI_APRES_J);

/**
 * Whether someone missing from the files is taken as gone for good: until then her code and her numbers serve on, after those of whoever
 * is there, for her aide stands at her door.
 */
export const estSorti = ({ absentDepuis }: { absentDepuis?: DateCivile | undefined }, date: DateCivile): boolean =>
  absentDepuis !== undefined && sortiLe(absentDepuis) <= date;
