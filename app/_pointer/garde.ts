import type { Passage, PassageScelle } from '#shared/contrats/pointages/pointer';

/** What waits on this telephone: sealed, with what the page says of it while it waits. */
export type Garde = PassageScelle & { sens: Passage['sens']; heure: number };

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

export const garder = (g: Garde): Promise<void> => ecrire((m) => m.put(g));
export const oublier = (ids: readonly string[]): Promise<void> =>
  ecrire((m) => {
    for (const id of ids) m.delete(id);
  });

/** All that waits, the oldest first. */
export const lireGardes = async (): Promise<Garde[]> => {
  const base = await ouvrir();
  try {
    const lus: Garde[] = await demander(base.transaction(MAGASIN).objectStore(MAGASIN).getAll());
    return lus.sort((a, b) => a.heure - b.heure);
  } finally {
    base.close();
  }
};
