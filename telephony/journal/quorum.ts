import type nano from 'nano';
import { z } from 'zod';
import { ID_SONDE_QUORUM } from '#shared/contrats/ids';
import { posterCouchdb } from '../couchdb';

const lus = z.object({
  results: z.array(z.object({ docs: z.array(z.object({ ok: z.looseObject({ _id: z.string() }).optional() })) })),
});
/** Of revisions that are given: those that are refused only. */
const refus = z.array(z.object({ error: z.string().optional() }));

/** CouchDB's 201 on a write: as many copies as the quorum have it. A 202 confirms nothing. */
export const CONFIRME = 201;

const SONDE = { docs: [{ _id: ID_SONDE_QUORUM }] };

/**
 * [PT-6] Whether the quorum has documents that were there before: their revisions are sent again to the copies that lack them,
 * which changes nothing where they have them. That answers 201 however few take them: what tells is a document of no account,
 * written before and after. One that no copy that answers has is not held: the only one that took it may be lost.
 */
export const sontFermes = async (
  serveur: nano.ServerScope,
  base: string,
  ids: readonly string[],
  signal: AbortSignal,
): Promise<boolean> => {
  const sonder = async (): Promise<boolean> =>
    (await posterCouchdb(serveur, { base, chemin: '_bulk_docs', corps: SONDE, signal }, z.unknown())).statut ===
    CONFIRME;
  if (!(await sonder())) return false;
  const demande = { base, chemin: '_bulk_get?revs=true', corps: { docs: ids.map((id) => ({ id })) }, signal };
  const { results } = (await posterCouchdb(serveur, demande, lus)).corps;
  const docs = results.flatMap((r) => r.docs.flatMap(({ ok }) => ok ?? []));
  const envoi = { base, chemin: '_bulk_docs', corps: { docs, new_edits: false }, signal };
  const refusees = (await posterCouchdb(serveur, envoi, refus)).corps.filter((l) => l.error !== undefined);
  const presents = new Set(docs.map((d) => d._id));
  return refusees.length === 0 && ids.every((id) => presents.has(id)) && (await sonder());
};
