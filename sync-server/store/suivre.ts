import type { LigneChangement, Magasin } from './magasin';

export type Suivi = { arreter: () => Promise<void> };

type Options = {
  base: string;
  /** Sequence after which to begin. */
  depuis: string;
  limite?: number;
  /** How long one request waits for a change; half as long again without an answer, and its connection is held to be dead. */
  attenteMs?: number;
  /** Awaited before the next batch is asked for: a slow reader slows the feed, and loses nothing. */
  surLot: (lignes: LigneChangement[], seq: string) => Promise<void> | void;
  surErreur?: (e: unknown) => void;
};

const ATTENTE_MS = 30_000;
const REPRISE_MAX_MS = 5_000;
/** An empty answer sooner than that is none: a wait ends with a change, or after its time. */
const FERME_MS = 500;

/** Resolves after `ms`, or at once when the signal ends it. */
export const pause = (ms: number, signal: AbortSignal = new AbortController().signal): Promise<void> =>
  new Promise((ok) => {
    if (signal.aborted) return ok();
    const fin = (): void => {
      clearTimeout(minuteur);
      signal.removeEventListener('abort', fin);
      ok();
    };
    const minuteur = setTimeout(fin, ms);
    signal.addEventListener('abort', fin);
  });

/** As a connection that was lost: logs keep its words, and not the message. */
const silence = (ms: number): Error =>
  Object.assign(new Error(`le magasin n’a pas répondu en ${ms} ms`), { scope: 'socket' as const, code: 'ETIMEDOUT' });

/** Runs `travail` with a signal that ends with `signal`, or after `ms`. */
const avecDelai = async <T>(signal: AbortSignal, ms: number, travail: (s: AbortSignal) => Promise<T>): Promise<T> => {
  const limite = new AbortController();
  const rompre = (): void => limite.abort(signal.reason);
  signal.addEventListener('abort', rompre);
  const minuteur = setTimeout(() => limite.abort(silence(ms)), ms);
  try {
    return await travail(limite.signal);
  } finally {
    clearTimeout(minuteur);
    signal.removeEventListener('abort', rompre);
  }
};

/**
 * Follows a database's change feed by long polling, from a sequence on, until `arreter`. What fails (store down or silent, `surLot`
 * that throws) is tried again from the same sequence with back-off: each batch is delivered at least once.
 */
export const suivre = (m: Magasin, o: Options): Suivi => {
  const fin = new AbortController();
  const dureeMs = o.attenteMs ?? ATTENTE_MS;

  const boucle = async (): Promise<void> => {
    let depuis = o.depuis;
    let echecs = 0;
    while (!fin.signal.aborted) {
      try {
        const demandeA = Date.now();
        const page = await avecDelai(fin.signal, dureeMs * 1.5, (signal) =>
          m.attendre(o.base, { depuis, limite: o.limite ?? 500, dureeMs, signal }),
        );
        if (page.lignes.length > 0) await o.surLot(page.lignes, page.seq);
        depuis = page.seq;
        echecs = 0;
        // A node that is closed to clients ends each wait at once, with nothing: it is not asked without end.
        if (page.lignes.length === 0 && Date.now() - demandeA < Math.min(FERME_MS, dureeMs / 2))
          await pause(FERME_MS, fin.signal);
      } catch (e) {
        if (fin.signal.aborted) return;
        o.surErreur?.(e);
        await pause(Math.min(REPRISE_MAX_MS, 100 * 2 ** echecs++), fin.signal);
      }
    }
  };

  const fini = boucle();
  return {
    arreter: () => {
      fin.abort();
      return fini;
    },
  };
};
