import { vi } from 'vitest';

/** What a browser refuses; changed at will. */
export type Pannes = { retraits?: number; ecritures?: boolean; lectures?: number; bases?: boolean };

/** A folder of OPFS in memory. `retraits`, `lectures`: how many removals and readings it refuses; `ecritures`: it refuses them all. */
export const disque = (pannes: Pannes = {}) => {
  const fichiers = new Map<string, Uint8Array>();
  const manque = () => new DOMException('', 'NotFoundError');
  /** Whether this one is refused; one fewer is to come. */
  const refuse = (quoi: 'retraits' | 'lectures'): boolean => {
    const n = pannes[quoi] ?? 0;
    pannes[quoi] = Math.max(0, n - 1);
    return n > 0;
  };
  const racine = {
    async *keys() {
      yield* fichiers.keys();
    },
    removeEntry: async (nom: string): Promise<void> => {
      if (refuse('retraits')) throw new DOMException('', 'NoModificationAllowedError');
      if (!fichiers.delete(nom)) throw manque();
    },
    getFileHandle: async (nom: string, o?: { create?: boolean }) => {
      if (!fichiers.has(nom) && !o?.create) throw manque();
      if (!fichiers.has(nom)) fichiers.set(nom, new Uint8Array());
      return {
        getFile: async () => {
          if (refuse('lectures')) throw new DOMException('', 'NotReadableError');
          return new Blob([Uint8Array.from(fichiers.get(nom) ?? [])]);
        },
        createWritable: async () => {
          if (pannes.ecritures) throw new DOMException('', 'NoModificationAllowedError');
          let ecrit = new Uint8Array();
          return {
            write: async (o: Uint8Array) => {
              ecrit = Uint8Array.from(o);
            },
            close: async () => void fichiers.set(nom, ecrit),
          };
        },
      };
    },
  };
  return { fichiers, racine: racine as unknown as FileSystemDirectoryHandle };
};

/** A browser of which nothing but this folder, localStorage and locks is there; `vi.unstubAllGlobals` puts it away. */
export const navigateur = (pannes: Pannes = {}) => {
  const d = disque(pannes);
  // What is garde is what its keys list, as in a browser; what it can do is not.
  const garde: Record<string, string> = Object.create({
    getItem: (c: string) => (Object.hasOwn(garde, c) ? garde[c] : null),
    setItem: (c: string, v: string) => {
      garde[c] = v;
    },
    removeItem: (c: string) => {
      delete garde[c];
    },
  });
  vi.stubGlobal('localStorage', garde);
  vi.stubGlobal('indexedDB', {
    databases: async () => {
      if (pannes.bases) throw new DOMException('', 'UnknownError');
      return [];
    },
  });
  let file: Promise<unknown> = Promise.resolve();
  const request = <T>(_: string, travail: () => Promise<T>): Promise<T> => {
    const suite = file.then(travail);
    file = suite.catch(() => undefined);
    return suite;
  };
  vi.stubGlobal('navigator', { storage: { getDirectory: async () => d.racine }, locks: { request } });
  return d;
};
