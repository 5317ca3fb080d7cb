import { AsyncLocalStorage } from 'node:async_hooks';

/**
 * What happens to one request of a PC:
 * COUPEE never leaves; ILLISIBLE is answered by a page of something else; REPLI is answered 503 by a proxy; PERDUE is treated by the server
 * and its answer is lost; TRAINE is given up by the PC while the server still treats it; MORTELLE kills the PC before it reads the answer.
 */
export const SORTS = ['PASSE', 'COUPEE', 'ILLISIBLE', 'REPLI', 'PERDUE', 'TRAINE', 'MORTELLE'] as const;
export type Sort = (typeof SORTS)[number];

/** The PC was killed: what it had in memory is gone, what its disk holds stays. */
export class Mort extends Error {}

type Ligne = { origine: string; cookie: string; sort: () => Sort; surMort: () => void };

const ligne = new AsyncLocalStorage<Ligne>();
const vrai = globalThis.fetch;
const trainantes = new Set<Promise<unknown>>();

/** The few settings that the application's code keeps in clear; they are the same for the three PCs. */
const reglages = new Map<string, string>();
const localStorageSimule = {
  getItem: (cle: string): string | null => reglages.get(cle) ?? null,
  setItem: (cle: string, valeur: string): void => {
    reglages.set(cle, valeur);
  },
};

/** The requests of a PC go through its own line: the application's code calls `fetch` with its relative addresses. */
export const brancher = (): void => {
  Object.assign(globalThis, { localStorage: localStorageSimule });
  globalThis.fetch = async (adresse, options = {}) => {
    const l = ligne.getStore();
    if (!l || typeof adresse !== 'string') return vrai(adresse, options);
    const sort = l.sort();
    if (sort === 'COUPEE') throw new TypeError('fetch failed');
    if (sort === 'REPLI') return new Response('', { status: 503 });
    if (sort === 'ILLISIBLE') return new Response('<html>Portail</html>', { status: 200 });
    const { signal: _, ...reste } = options;
    const demande = vrai(`${l.origine}${adresse}`, {
      ...reste,
      headers: { ...(options.headers as Record<string, string> | undefined), cookie: l.cookie, origin: l.origine },
    });
    if (sort === 'TRAINE') {
      const suivie = demande.then((r) => r.arrayBuffer()).catch(() => undefined);
      trainantes.add(suivie);
      void suivie.finally(() => trainantes.delete(suivie));
      throw new TypeError('fetch failed');
    }
    const reponse = await demande;
    if (sort === 'PASSE') return reponse;
    await reponse.arrayBuffer();
    if (sort === 'PERDUE') throw new TypeError('fetch failed');
    l.surMort();
    throw new Mort();
  };
};

export const parLigne = <T>(l: Ligne, travail: () => Promise<T>): Promise<T> => ligne.run(l, travail);

/** What was given up and still goes on in the server. */
export const attendreTrainantes = async (): Promise<void> => {
  while (trainantes.size > 0) await Promise.all(trainantes);
};
