import type { BrutFige, VisiteFigee } from '../../contrats/cloture/cloture';
import type { StatutRetenu } from '../../contrats/corrections/intervention';
import { aLaMinute, dateParis, ecartMinutes } from '../../temps/paris';
import type { DateCivile } from '../../temps/types';
import { motifOmission } from '../intervention/motif-omission';
import type { HeuresReelles } from './visite';

/** [CL-2] What a closing froze of one visit: its raw side, with what was retained of it where anything was; or created, that alone. */
export type VisiteClose =
  | { brut: BrutFige; visite?: VisiteFigee | undefined }
  | { brut?: undefined; visite: VisiteFigee };

/** What became of it: as it was retained, else as the raw side says that it ended. */
export const statutClos = (c: VisiteClose): StatutRetenu =>
  c.brut ? (c.visite?.statut ?? c.brut.devenir?.statut ?? c.brut.statut) : c.visite.statut;

/** Whose it is in the end: a correction may have given it to another. */
export const usagerClos = (c: VisiteClose): string =>
  c.brut ? (c.visite?.usagerId ?? c.brut.devenir?.usagerId ?? c.brut.usagerId) : c.visite.usagerId;

/** As it was retained, else as it was punched. */
const face = (c: VisiteClose): VisiteFigee | BrutFige => (c.brut ? (c.visite ?? c.brut) : c.visite);

/** Who was there. */
export const aideClose = (c: VisiteClose): string => face(c).intervenantId;

/** The day of its calls; created, that of its hours. */
export const dateClose = (c: VisiteClose): DateCivile | undefined => {
  const i = c.brut?.arrivee ?? c.brut?.depart ?? c.visite?.debut;
  return i && dateParis(i);
};

/** Why it lacked a punch. */
export const motifClos = (c: VisiteClose): string | undefined =>
  motifOmission(face(c), c.visite?.corrections ?? c.brut?.devenir?.corrections ?? []);

/** [DU-1] Its real minutes, before any rounding; the seconds of a call do not count. */
export const heuresReelles = ({
  debut,
  fin,
  arrivee,
  depart,
}: Pick<VisiteFigee, 'debut' | 'fin' | 'arrivee' | 'depart'>): HeuresReelles => ({
  reelles: ecartMinutes(debut, fin),
  ...(arrivee && depart ? { brutes: ecartMinutes(aLaMinute(arrivee), aLaMinute(depart)) } : {}),
});
