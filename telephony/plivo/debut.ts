import type { Logger } from 'pino';
import { ecartSecondes } from '#shared/temps/paris';
import type { Instant } from '#shared/temps/types';
import type { Alertes } from '../alertes';
import type { RequeteAppel } from './formulaire';

/**
 * [PT-2] The call's start: SessionStart, which every request of the call repeats, so that a first request that was
 * lost and sent again gives the same instant; our clock where it is missing, or too far from ours to be believed.
 */
export const debutAppel = (
  r: RequeteAppel,
  recu: Instant,
  o: { ecartMaxS: number; alertes: Alertes; log: Logger },
): Instant => {
  if (r.sessionStart === undefined) return recu;
  const ecart = ecartSecondes(r.sessionStart, recu);
  const trop = Math.abs(ecart) > o.ecartMaxS;
  // The end of a call comes long after its start: it says nothing of the clocks.
  if (!r.fin) {
    o.alertes.constater('HORLOGE', trop);
    if (trop) o.log.warn({ appelId: r.appelId, ecart }, 'SessionStart et notre horloge diffèrent : la nôtre vaut');
  }
  // A call cannot have begun after we heard of it.
  return trop || ecart < 0 ? recu : r.sessionStart;
};
