import type { Attente } from '../../contrats/pointages/derives';
import { dateParis, ecartSecondes, epochMs } from '../../temps/paris';
import type { Instant } from '../../temps/types';
import type { ParametresAu, Retenue } from '../types';

/** Seconds between a waiting punch and the side of a planned visit that it would make; undefined too far [AP-6]. */
export const ecartPrevu = (a: Attente, r: Retenue, parametresAu: ParametresAu): number | undefined => {
  const { visite } = r.intervention;
  if (!visite || r.supprimee) return undefined;
  const prevu = a.sens === 'ARRIVEE' ? visite.debut : visite.fin;
  const ecart = Math.abs(epochMs(prevu) - epochMs(a.instant)) / 1000;
  return ecart <= parametresAu(dateParis(a.instant)).rapprochement * 60 ? ecart : undefined;
};

/** Whether a visit has that side already, punched or typed. */
export const aCeCote = (a: Attente, r: Retenue): boolean =>
  r.intervention.couverture !== undefined ||
  (a.sens === 'ARRIVEE' ? (r.intervention.arrivee ?? r.debut) : (r.intervention.depart ?? r.fin)) !== undefined;

/** A slip rounds to the quarter of an hour, and who calls again does so at once: farther, it is the hour of another visit. */
export const MEME_HEURE_MIN = 10;

/** The hours of that side of a visit, as it came and as it is retained. A covered one has none: those planned stand for it [AP-11]. */
const heuresDuCote = (sens: Attente['sens'], { intervention: i, debut, fin }: Retenue): readonly Instant[] => {
  // Its planned start is as well when the one before ended. Nothing arrives where it ends: that is a call made elsewhere.
  if (i.couverture) {
    if (!i.visite) return [];
    return sens === 'ARRIVEE' ? [i.visite.debut] : [i.visite.debut, i.visite.fin];
  }
  return (sens === 'ARRIVEE' ? [i.arrivee?.instant, debut] : [i.depart?.instant, fin]).flatMap((x) => x ?? []);
};

/**
 * Whether a punch that no number can give to an usager is said by a visit of its aide: one that she made, planned for her or not, has that
 * side at about that hour. `retenues`: at least hers, of its day and of those beside it.
 */
export const estRegle = (a: Attente, retenues: readonly Retenue[]): boolean =>
  retenues.some(
    (r) =>
      !r.supprimee &&
      r.intervenantId === a.intervenantId &&
      heuresDuCote(a.sens, r).some((x) => Math.abs(ecartSecondes(x, a.instant)) <= MEME_HEURE_MIN * 60),
  );
