import type { Passage, PassageScelle } from '#shared/contrats/pointages/pointer';
import { ANCIEN_MS } from '#shared/contrats/pointages/secret-pointer';

/**
 * What is kept on this telephone: sealed, with what the page says of it while it waits. `histoire`: it waits no more, the server has
 * confirmed it, in that life of its data.
 */
export type Garde = PassageScelle & { sens: Passage['sens']; heure: number; histoire?: string };

const NOM = 'pointer';
const MAGASIN = 'passages';

const demander = <T>(d: IDBRequest<T>): Promise<T> =>
  new Promise((fini, rate) => {
    d.onsuccess = () => fini(d.result);
    d.onerror = () => rate(d.error);
  });

const ouvrir = (): Promise<IDBDatabase> => {
  const d = indexedDB.open(NOM, 1);
  d.onupgradeneeded = () => {
    d.result.createObjectStore(MAGASIN, { keyPath: 'id' });
  };
  return demander(d);
};

/** Done once the browser has it for good: a page that is killed after that has lost nothing. */
const ecrire = async (faire: (m: IDBObjectStore) => void): Promise<void> => {
  const base = await ouvrir();
  try {
    // `strict` is not known to every browser: those ignore it.
    const t = base.transaction(MAGASIN, 'readwrite', { durability: 'strict' });
    faire(t.objectStore(MAGASIN));
    await new Promise<void>((fini, rate) => {
      t.oncomplete = () => fini();
      t.onerror = () => rate(t.error);
      t.onabort = () => rate(t.error);
    });
  } finally {
    base.close();
  }
};

export const garder = (...gardes: readonly Garde[]): Promise<void> =>
  ecrire((m) => {
    for (const g of gardes) m.put(g);
  });
export const oublier = (ids: readonly string[]): Promise<void> =>
  ecrire((m) => {
    for (const id of ids) m.delete(id);
  });

/** All that is kept, the oldest first. */
const lireTout = async (): Promise<Garde[]> => {
  const base = await ouvrir();
  try {
    const lus: Garde[] = await demander(base.transaction(MAGASIN).objectStore(MAGASIN).getAll());
    return lus.sort((a, b) => a.heure - b.heure);
  } finally {
    base.close();
  }
};

/** All that waits, the oldest first. */
export const lireGardes = async (): Promise<Garde[]> => (await lireTout()).filter((g) => g.histoire === undefined);

/**
 * The server's data have this life now: what was confirmed in another waits again, for they may have been restored without it. What
 * would be refused for its age is kept no longer. How many wait again.
 */
export const reprendre = async (histoire: string, maintenant: number): Promise<number> => {
  const confirmes = (await lireTout()).filter((g) => g.histoire !== undefined);
  const passes = confirmes.filter((g) => g.heure < maintenant - ANCIEN_MS).map((g) => g.id);
  const autres = confirmes.filter((g) => g.histoire !== histoire && !passes.includes(g.id));
  if (passes.length > 0) await oublier(passes);
  if (autres.length > 0) await garder(...autres.map(({ histoire: _, ...g }) => g));
  return autres.length;
};
