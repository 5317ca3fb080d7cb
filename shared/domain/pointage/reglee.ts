import type { Attente } from '../../contrats/pointages/derives';
import { dateParis, epochMs } from '../../temps/paris';
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

/**
 * Whether the aide's visits around a punch that no number can give to an usager all have that hour already. `retenues`: at least hers,
 * of its day and of those beside it.
 */
export const estRegle = (a: Attente, retenues: readonly Retenue[], parametresAu: ParametresAu): boolean => {
  const autour = retenues.filter(
    (r) => r.intervention.visite?.intervenantId === a.intervenantId && ecartPrevu(a, r, parametresAu) !== undefined,
  );
  return autour.length > 0 && autour.every((r) => aCeCote(a, r));
};
