import type { Instant } from '../../temps/types';
import { plusTot } from '../appariement/ordre';
import type { CorrectionSuivie } from '../types';

/**
 * [CO-8] The instant until which its author can have seen what the visit was: when it was made; when the server had it, where a
 * clock says later. What was taken over from another system bears instants of old: it counts from its reception alone.
 */
export const acteLe = ({ correction: { instant, source }, verdict }: CorrectionSuivie): Instant => {
  if (!verdict) return instant;
  return source === 'POSTE' ? plusTot(instant, verdict.recuLe) : verdict.recuLe;
};
