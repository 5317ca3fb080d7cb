import { vi } from 'vitest';

type Demande<T> = { result: T; onsuccess?: () => void; onerror?: () => void; onupgradeneeded?: () => void };

/** A telephone's storage, in memory: the little of it that the page asks for. */
export const telephoneFictif = () => {
  const base = new Map<string, { id: string }>();
  const demande = <T>(result: T): Demande<T> => {
    const d: Demande<T> = { result };
    queueMicrotask(() => d.onsuccess?.());
    return d;
  };
  const magasin = {
    put: (g: { id: string }) => void base.set(g.id, structuredClone(g)),
    delete: (id: string) => void base.delete(id),
    getAll: () => demande([...base.values()].map((g) => structuredClone(g))),
  };
  const ouverte = {
    close: () => undefined,
    transaction: () => {
      const t: { objectStore: () => typeof magasin; oncomplete?: () => void } = { objectStore: () => magasin };
      setTimeout(() => t.oncomplete?.(), 0);
      return t;
    },
  };
  vi.stubGlobal('indexedDB', { open: () => demande(ouverte) });
  const garde = new Map<string, string>();
  vi.stubGlobal('localStorage', {
    getItem: (cle: string) => garde.get(cle) ?? null,
    setItem: (cle: string, valeur: string) => void garde.set(cle, valeur),
    removeItem: (cle: string) => void garde.delete(cle),
  });
  return { base };
};
