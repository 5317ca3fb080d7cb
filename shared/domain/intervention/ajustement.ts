import type { VisiteFigee } from '../../contrats/cloture/cloture';
import type { Ajustement } from '../../contrats/corrections/intervention';
import { aLaMinute } from '../../temps/paris';
import type { Instant } from '../../temps/types';

type Heures = {
  arrivee?: Instant | undefined;
  depart?: Instant | undefined;
  debut?: Instant | undefined;
  fin?: Instant | undefined;
};

/** [CO] Of a visit that has both its hours, by which of its punches they stand on. Seconds are no change of a punch. */
export const ajustementDesHeures = (h: Heures, donneesChangees: boolean): Ajustement => {
  if (!h.arrivee && !h.depart) return 'CRE';
  const arrivee = h.arrivee !== undefined && h.debut === aLaMinute(h.arrivee);
  const depart = h.depart !== undefined && h.fin === aLaMinute(h.depart);
  if (!arrivee && !depart) return 'CO2';
  if (!arrivee) return 'COA';
  if (!depart) return 'COD';
  return donneesChangees ? 'MDT' : '';
};

/**
 * [CO] Of a visit of a closed month: as it was frozen. What was frozen without it (no correction bears on it, or it was not frozen
 * yet) has it from its frozen hours, and from a correction of who or what: to whom the punches said it was is not in that state.
 */
export const ajustementFige = (v: Pick<VisiteFigee, keyof Heures | 'ajustement' | 'corrections'>): Ajustement =>
  v.ajustement ??
  ajustementDesHeures(
    v,
    v.corrections.some((c) => c.nature === 'DONNEES'),
  );
