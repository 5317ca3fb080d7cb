import type { RxStorage } from 'rxdb/plugins/core';

/** No room left: by name, or told by what wraps it. */
export const pleine = (e: unknown): boolean => e instanceof Error && /QuotaExceeded/.test(`${e.name} ${e.message}`);

/** Between two attempts to write what there was no room for. Milliseconds. */
const PAUSE_MS = 3_000;

type Veille = { dire: (plein: boolean) => void; enAttente: number; lacher: Set<() => void>; finie: boolean };
const veilles = new Map<string, Veille>();

/**
 * From now on, what the replication of that base has no room to write waits for it, and `dire` is told so: RxDB takes a write that
 * fails for one that is done, and of a checkpoint that fails, no more is read or sent. Gives what ends it: what waits is let go.
 */
export const veillerDisque = (base: string, dire: (plein: boolean) => void): (() => void) => {
  const veille: Veille = { dire, enAttente: 0, lacher: new Set(), finie: false };
  veilles.set(base, veille);
  return () => {
    veille.finie = true;
    if (veilles.get(base) === veille) veilles.delete(base);
    for (const lacher of [...veille.lacher]) lacher();
  };
};

const pause = (v: Veille): Promise<void> =>
  new Promise((suite) => {
    const finir = (): void => {
      clearTimeout(t);
      v.lacher.delete(finir);
      suite();
    };
    const t = setTimeout(finir, PAUSE_MS);
    v.lacher.add(finir);
  });

const compter = (v: Veille, n: 1 | -1): void => {
  const avant = v.enAttente > 0;
  v.enAttente += n;
  if (!v.finie && avant !== v.enAttente > 0) v.dire(v.enAttente > 0);
};

/** `repli`: the answer of one that is let go; without any, it fails. */
const patiemment = async <T>(base: string, ecrire: () => Promise<T>, repli: T | undefined): Promise<T> => {
  let veille: Veille | undefined;
  try {
    for (;;) {
      try {
        return await ecrire();
      } catch (e) {
        if (!pleine(e)) throw e;
        if (!veille) {
          veille = veilles.get(base);
          if (!veille) throw e;
          compter(veille, 1);
        }
        if (!veille.finie) await pause(veille);
        if (!veille.finie) continue;
        if (repli === undefined) throw e;
        return repli;
      }
    }
  } finally {
    if (veille) compter(veille, -1);
  }
};

/** What RxDB says that it writes for. */
const DE_LA_REPLICATION = 'replication-';
const RECU = 'replication-downstream-';

/** A storage where what is received waits for room, while somebody watches; what is typed fails at once, and is told. */
export const patient = <A, B>(storage: RxStorage<A, B>): RxStorage<A, B> => {
  const suite: RxStorage<A, B> = Object.create(storage);
  suite.createStorageInstance = async (o) => {
    const instance = await storage.createStorageInstance(o);
    const ecrire = instance.bulkWrite.bind(instance);
    instance.bulkWrite = (lignes, genre) => {
      if (!genre.startsWith(DE_LA_REPLICATION)) return ecrire(lignes, genre);
      // What a replication that closes has no room to remember, it reads or sends once more: RxDB would not close of it.
      const repli = genre.startsWith(RECU) ? undefined : { error: [] };
      return patiemment(o.databaseName, () => ecrire(lignes, genre), repli);
    };
    return instance;
  };
  return suite;
};
