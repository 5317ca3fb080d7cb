import {
  addRxPlugin,
  createRxDatabase,
  type MigrationStrategies,
  type RxCollection,
  type RxDatabase,
  type RxJsonSchema,
  type RxStorage,
  removeRxDatabase,
} from 'rxdb/plugins/core';
import { getRxStorageDexie } from 'rxdb/plugins/storage-dexie';
import { patient } from './disque';
import { supprimer } from './effacement';

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

// [CO-6] Version of what is stored. A later one adds its step, from the rows of the one before: what is typed on this PC and not
// yet sent follows, with no server. What is sealed is not of this: a lot is read again, a saisie is as its contract says.
// 1: ids may be longer, for those of a refusal hold that of the row refused.
const ETAPES: MigrationStrategies<Scelle> = { 1: (rangee: Scelle) => rangee };
/** Rows a batch of a migration: the default takes minutes for a whole antenna. */
const LOT_MIGRATION = 5_000;

const schema: RxJsonSchema<Scelle> = {
  version: 1,
  primaryKey: 'id',
  type: 'object',
  properties: {
    id: { type: 'string', maxLength: 300 },
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

const COLLECTIONS = ['dossiers', 'jours', 'saisies', 'decisions', 'suspens', 'local'] as const;

// Strict: a commit is on the disk before the screen says that a correction is kept [CO-6].
const stockage = () => getRxStorageDexie({ chromeTransactionDurability: 'strict' });

/** Databases in which a version before has left its rows. What RxDB keeps of the whole base is of no version of ours. */
const anciennes = async (nom: string): Promise<string[]> =>
  (await indexedDB.databases()).flatMap(({ name = '' }) => {
    const [tete, version, table] = name.split('--');
    return tete === `rxdb-dexie-${nom}` && Number(version) < schema.version && table !== '_rxdb_internal' ? [name] : [];
  });

/** Whether this page has the code that migrates: from then on, it holds back the writings of each base until it has looked. */
let migrateur = false;

/** A base and its collections, on a storage: the disk, or the memory of a test, which no other tab shares. */
export const creerBase = async (
  nom: string,
  storage: RxStorage<unknown, unknown>,
  multiInstance = true,
): Promise<Base> => {
  const base = await createRxDatabase<Collections>({
    name: nom,
    storage: patient(storage),
    multiInstance,
    eventReduce: false,
    closeDuplicates: true,
  });
  try {
    const une = { schema, conflictHandler, migrationStrategies: ETAPES, autoMigrate: false };
    await base.addCollections({ dossiers: une, jours: une, saisies: une, decisions: une, suspens: une, local: une });
    return base;
  } catch (e) {
    await base.close();
    throw e;
  }
};

export const ouvrirBase = async (nom: string): Promise<Base> => {
  const avant = await anciennes(nom);
  if (avant.length > 0) {
    addRxPlugin((await import('rxdb/plugins/migration-schema')).RxDBMigrationSchemaPlugin);
    migrateur = true;
  }
  const base = await creerBase(nom, stockage());
  try {
    if (migrateur) await Promise.all(COLLECTIONS.map((c) => base[c].migratePromise(LOT_MIGRATION)));
    // Emptied by the migration, and left there by it.
    await Promise.all(avant.map(supprimer));
    return base;
  } catch (e) {
    await base.close();
    throw e;
  }
};

type Interne = { dexieTable: { toArray: () => Promise<(Scelle & { _deleted: string })[]> } };

/** All that a collection holds, at once: a query of RxDB goes from row to row by a cursor, and keeps an object of each. */
const lireRangees = async (base: Base, nom: keyof Collections): Promise<Scelle[]> => {
  const { dexieTable } = (await base[nom].storageInstance.internals) as unknown as Interne;
  const rangees = await dexieTable.toArray();
  return rangees.flatMap(({ id, v, d, _deleted }) => (_deleted === '1' ? [] : [{ id, v, d }]));
};

export type Rangees = Record<keyof Collections, Promise<Scelle[]>>;

/** What a base holds, sealed: no key is needed. Each collection is there as soon as it is read. */
export const lireBase = (base: Base): Rangees => {
  const rangees = Object.fromEntries(COLLECTIONS.map((nom) => [nom, lireRangees(base, nom)])) as Rangees;
  // Each is awaited where it is wanted: until then, a failure is nobody's.
  for (const r of Object.values(rangees)) r.catch(() => undefined);
  return rangees;
};

/** Removes a base that does not open any more, its replications' checkpoints with it. */
export const supprimerBase = async (nom: string): Promise<void> => {
  await removeRxDatabase(nom, stockage());
};
