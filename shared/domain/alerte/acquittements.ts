import type { Acquittement } from '../../contrats/alerte';
import { parInstant } from '../appariement/ordre';

/**
 * Who has seen each alert first, since it was last said to be seen again: two PCs offline may acknowledge the same one, and
 * nothing is lost by it. By `_id` of the alert.
 */
export const vuesPar = (acquittements: readonly Acquittement[]): ReadonlyMap<string, Acquittement> => {
  const r = new Map<string, Acquittement>();
  for (const a of [...acquittements].sort(parInstant)) {
    if (a.annule) r.delete(a.alerteId);
    else if (!r.has(a.alerteId)) r.set(a.alerteId, a);
  }
  return r;
};
