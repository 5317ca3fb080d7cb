import { isDeepStrictEqual } from 'node:util';
import type nano from 'nano';
import { z } from 'zod';
import type { DateCivile } from '#shared/temps/types';
import { demanderCouchdb } from '../couchdb';
import type { PartAntenne } from './annuaire';
import { appliquer } from './documents';

// A range is answered by one copy of a cluster, which may lack what the feed had told while its node was away: who keeps a whole
// reading would lose the codes of that hour. By their ids the quorum answers.

const PAR_LECTURE = 500;

const ligneLue = z.object({
  key: z.string(),
  value: z.object({ deleted: z.boolean().optional() }).nullish(),
  error: z.string().optional(),
  doc: z.unknown().optional(),
});
const parIds = z.object({ rows: z.array(ligneLue) });

const GENRES = ['usagers', 'intervenants', 'rattachements'] as const satisfies (keyof PartAntenne)[];

/** Those that were known, and that the new reading lacks or says otherwise. */
const douteux = (connue: PartAntenne, neuve: PartAntenne): string[] =>
  GENRES.flatMap((g) => Object.keys(connue[g]).filter((id) => !isDeepStrictEqual(connue[g][id], neuve[g][id])));

const reprendre = (connue: PartAntenne, neuve: PartAntenne, id: string): void => {
  const [u, i, r] = [connue.usagers[id], connue.intervenants[id], connue.rattachements[id]];
  if (u) neuve.usagers[id] = u;
  if (i) neuve.intervenants[id] = i;
  if (r) neuve.rattachements[id] = r;
};

/** Sets right in `neuve` what it says otherwise than `connue`, by ids. What the store does not say, or cannot be read, stays as it was known. */
export const confirmerConnus = async (
  serveur: nano.ServerScope,
  base: string,
  { connue, neuve }: { connue: PartAntenne; neuve: PartAntenne },
  { aujourdhui, signal }: { aujourdhui: DateCivile; signal: AbortSignal },
): Promise<void> => {
  const ids = douteux(connue, neuve);
  for (let n = 0; n < ids.length; n += PAR_LECTURE) {
    const requete = { base, chemin: '_all_docs', methode: 'POST' as const, qs: { include_docs: true }, signal };
    const corps = { keys: ids.slice(n, n + PAR_LECTURE) };
    const { rows } = await demanderCouchdb(serveur, { ...requete, corps }, parIds);
    for (const { key, value, error, doc } of rows) {
      const parti = value?.deleted === true || error === 'not_found';
      if (!appliquer(neuve, parti ? { _id: key, _deleted: true } : doc, aujourdhui)) reprendre(connue, neuve, key);
    }
  }
};
