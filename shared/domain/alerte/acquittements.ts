import type { Acquittement } from '../../contrats/alerte';
import { comparer } from '../appariement/ordre';

/** Who has seen each alert first: two PCs offline may acknowledge the same one, and nothing is lost by it. By `_id` of the alert. */
export const vuesPar = (acquittements: readonly Acquittement[]): ReadonlyMap<string, Acquittement> => {
  const r = new Map<string, Acquittement>();
  for (const a of [...acquittements].sort((x, y) => comparer(y.instant, x.instant) || comparer(y.id, x.id)))
    r.set(a.alerteId, a);
  return r;
};
