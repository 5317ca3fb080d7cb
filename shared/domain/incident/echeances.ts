import type { DelaisIncidents, Echeance } from '../../contrats/exploitation/incident';
import type { Instant } from '../../temps/types';
import { ajouterMinutesOuvrees, type Heures, minutesOuvrees } from './heures';
import type { IncidentPlie } from './plier';

/**
 * When it must be taken and resolved, in opening hours from its reception, by its present severity. The clock of the resolution
 * stands still while an answer is waited for; that of the taking never does. A delay that is over is not given back: what is asked
 * after it leaves it late.
 */
export const echeancesDe = (
  i: IncidentPlie,
  recuLe: Instant,
  maintenant: Instant,
  o: { delais: DelaisIncidents; heures: Heures },
): { prise: Echeance; resolution: Echeance } => {
  const { prise, resolution } = o.delais[i.gravite];
  let minutes = resolution;
  let limite = ajouterMinutesOuvrees(recuLe, minutes, o.heures);
  let aTemps = true;
  for (const p of i.pauses) {
    aTemps = p.de <= limite;
    if (!aTemps) break;
    minutes += minutesOuvrees(p.de, p.a ?? i.resoluLe ?? maintenant, o.heures);
    limite = ajouterMinutesOuvrees(recuLe, minutes, o.heures);
  }
  return {
    prise: {
      limite: ajouterMinutesOuvrees(recuLe, prise, o.heures),
      ...(i.priseLe === undefined ? {} : { faiteLe: i.priseLe }),
    },
    resolution: {
      limite,
      ...(i.resoluLe === undefined ? {} : { faiteLe: i.resoluLe }),
      ...(i.etat === 'ATTENTE' && aTemps ? { suspendue: true as const } : {}),
    },
  };
};

/** Whether it was done, or is still to be done, in time. */
export const tenue = (e: Echeance, maintenant: Instant): 'TENUE' | 'DEPASSEE' | 'EN_COURS' => {
  if (e.faiteLe !== undefined) return e.faiteLe <= e.limite ? 'TENUE' : 'DEPASSEE';
  return e.suspendue || maintenant <= e.limite ? 'EN_COURS' : 'DEPASSEE';
};
