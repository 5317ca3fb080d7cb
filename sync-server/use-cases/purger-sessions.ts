import type { SessionStockee } from '#shared/contrats/compte';
import { BASE_CENTRALE } from '#shared/contrats/ids';
import type { Instant } from '#shared/temps/types';
import { type AccesMagasin, ecrireLot, lirePlage, plageDuType } from '../ports/documents';

/** Deletes the sessions that have ended; how many. */
export const purgerSessions = async (m: AccesMagasin, maintenant: Instant): Promise<number> => {
  const sessions = await lirePlage<SessionStockee>(m, BASE_CENTRALE, plageDuType('session'));
  const finies = sessions.filter((s) => s.expireLe <= maintenant);
  const ecrites = await ecrireLot(
    m,
    BASE_CENTRALE,
    finies.map((s) => ({ _id: s._id, _rev: s._rev, _deleted: true })),
  );
  return ecrites.filter((l) => l.erreur === undefined).length;
};
