import { ajouterA } from '#shared/listes';
import {
  COLLECTIONS,
  type Collection,
  type CollectionEnvoi,
  type DocumentReplique,
} from '#shared/replication/protocole';

/**
 * A pull-only collection is kept as lots: one sealed document groups many of the server's (a day of visits, a day of
 * decisions, a sixteenth of the files of usagers). Reading and writing them costs a tenth of one document each.
 */
export type Lot = Record<string, DocumentReplique>;

const TRANCHES = 16;

/** FNV-1a: spreads ids evenly, the same on every PC and at every start. */
const tranche = (id: string): number => {
  let h = 0x811c9dc5;
  for (let i = 0; i < id.length; i++) h = Math.imul(h ^ id.charCodeAt(i), 0x01000193);
  return (h >>> 0) % TRANCHES;
};

/** Lot of a document: its date where ids carry one (`<type>:<date>…`; a failed call's is the UTC date of its instant), else a slice of its type. */
export const lotDe = (collection: Exclude<Collection, CollectionEnvoi>, id: string): string => {
  const [type = '', suite = ''] = id.split(':');
  return !COLLECTIONS[collection].date ? `${type}-${String(tranche(id)).padStart(2, '0')}` : suite.slice(0, 10);
};

/** Documents of one pull, by lot; of two versions of one id the later in the feed stays. */
export const grouper = (
  collection: Exclude<Collection, CollectionEnvoi>,
  documents: readonly DocumentReplique[],
): Map<string, DocumentReplique[]> => {
  const parId = new Map<string, DocumentReplique>();
  for (const d of documents) {
    parId.delete(d._id);
    parId.set(d._id, d);
  }
  const lots = new Map<string, DocumentReplique[]>();
  for (const d of parId.values()) {
    const cle = lotDe(collection, d._id);
    ajouterA(lots, cle, d);
  }
  return lots;
};

/** Merge by id: what comes replaces what is there, a deleted one leaves, the rest stays. Idempotent. */
export const fusionner = (lot: Readonly<Lot> | undefined, recus: readonly DocumentReplique[]): Lot => {
  const suite: Lot = { ...lot };
  for (const d of recus) {
    if (d._deleted) delete suite[d._id];
    else suite[d._id] = d;
  }
  return suite;
};
