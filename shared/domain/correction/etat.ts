import type { Correction } from '../../contrats/corrections/correction';
import type { Intervention } from '../../contrats/corrections/intervention';
import { aLaMinute } from '../../temps/paris';
import type { Instant, Minutes } from '../../temps/types';
import type { Contenu } from '../types';

/** What the fold carries from one correction to the next. Hours are minute-aligned instants. */
export type Etat = Contenu & {
  /** Id of the CREATION that was applied. */
  creation?: string | undefined;
};

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

const minute = (i: Instant | undefined): Instant | undefined => i && aLaMinute(i);

/** The hours that a correction gives, seconds dropped like those of a punch: a duration counts what the files show [DU-1]. */
export const heuresDonnees = (c: Correction): { debut?: Instant | undefined; fin?: Instant | undefined } => ({
  debut: minute(c.debut),
  fin: minute(c.fin),
});

/** [CO-1, CO-2] The state after one correction: a side or a datum that it does not give stays. */
export const appliquer = (e: Etat, c: Correction): Etat => {
  const { debut = e.debut, fin = e.fin } = heuresDonnees(c);
  switch (c.nature) {
    case 'CREATION':
      return { ...e, debut, fin, creation: c.id };
    case 'HORAIRE':
      return { ...e, debut, fin };
    case 'MINUTES':
      return { ...e, minutesComplementaires: c.minutes ?? e.minutesComplementaires };
    case 'DONNEES':
      return {
        ...e,
        usagerId: c.usagerId ?? e.usagerId,
        intervenantId: c.intervenantId ?? e.intervenantId,
        codePrestation: c.codePrestation ?? e.codePrestation,
      };
    case 'SUPPRESSION':
      return { ...e, supprimee: true };
    case 'RETABLISSEMENT':
      return { ...e, supprimee: false };
    case 'RETRAIT':
      return e;
  }
};
