import type { Correction } from '../../contrats/corrections/correction';
import type { Intervention } from '../../contrats/corrections/intervention';
import { aLaMinute } from '../../temps/paris';
import type { Minutes } from '../../temps/types';
import type { Etat } from './natures/definition';
import { DEFINITIONS } from './natures/table';

/** The raw state: the punches' hours, seconds dropped. */
export const etatBrut = (i: Intervention): Etat => ({
  usagerId: i.usagerId,
  intervenantId: i.intervenantId,
  codePrestation: i.codePrestation,
  debut: i.arrivee && aLaMinute(i.arrivee.instant),
  fin: i.depart && aLaMinute(i.depart.instant),
  minutesComplementaires: 0 as Minutes,
  supprimee: false,
});

/** The state after one correction. */
export const appliquer = (e: Etat, c: Correction): Etat => DEFINITIONS[c.nature].appliquer(e, c);
