import { createRxDatabase, type RxCollection, type RxDatabase, type RxJsonSchema } from 'rxdb/plugins/core';
import { getRxStorageDexie } from 'rxdb/plugins/storage-dexie';

/** What is stored: id, version, one opaque field. A selector or a sort on what is sealed would find nothing. */
export type Scelle = { id: string; v: number; d: string };

export type Collections = {
  dossiers: RxCollection<Scelle>;
  jours: RxCollection<Scelle>;
  saisies: RxCollection<Scelle>;
  decisions: RxCollection<Scelle>;
  suspens: RxCollection<Scelle>;
  /** Of this PC alone, never replicated: refusals answered to it, reference tables. */
  local: RxCollection<Scelle>;
};
export type Base = RxDatabase<Collections>;

const schema: RxJsonSchema<Scelle> = {
  version: 0,
  primaryKey: 'id',
  type: 'object',
  properties: {
    id: { type: 'string', maxLength: 220 },
    v: { type: 'number' },
    d: { type: 'string' },
  },
  required: ['id', 'v', 'd'],
};

/**
 * Every write draws a new IV, so ciphertexts never compare: the version does. Right only because a row that a manager
 * writes is append-only (version 1 for ever) and a lot has one writer on the PC, its replication.
 */
const conflictHandler = {
  isEqual: (a: { v: number; _deleted?: boolean }, b: { v: number; _deleted?: boolean }) =>
    a.v === b.v && Boolean(a._deleted) === Boolean(b._deleted),
  resolve: <T>(i: { realMasterState: T }): Promise<T> => Promise.resolve(i.realMasterState),
};

export const ouvrirBase = async (nom: string): Promise<Base> => {
  // Strict: a commit is on the disk before the screen says that a correction is kept [CO-6].
  const storage = getRxStorageDexie({ chromeTransactionDurability: 'strict' });
  const base = await createRxDatabase<Collections>({
    name: nom,
    storage,
    multiInstance: true,
    eventReduce: false,
    closeDuplicates: true,
  });
  const une = { schema, conflictHandler };
  await base.addCollections({
    dossiers: une,
    jours: une,
    saisies: une,
    decisions: une,
    suspens: une,
    local: une,
  });
  return base;
};
