import { instantDe } from '#shared/temps/paris';
import type { Instant } from '#shared/temps/types';

/** Time comes from a clock that is passed in: epoch milliseconds. */
export type Horloge = () => number;

export const instantA = (horloge: Horloge): Instant => instantDe(horloge());

/** Waits, and is woken at once by the signal; true where the wait went to its end. */
export const attendre = (ms: number, signal: AbortSignal): Promise<boolean> =>
  new Promise((resolve) => {
    if (signal.aborted) {
      resolve(false);
      return;
    }
    const reveille = () => {
      clearTimeout(minuterie);
      resolve(false);
    };
    const minuterie = setTimeout(() => {
      signal.removeEventListener('abort', reveille);
      resolve(true);
    }, ms);
    signal.addEventListener('abort', reveille, { once: true });
  });

/**
 * Waits for something, or for the signal. Nothing is left hanging on the signal afterwards: a race against a promise that lasts as
 * long as the process would keep a trace of each wait.
 */
export const ouArret = (promesse: Promise<unknown>, signal: AbortSignal): Promise<void> =>
  new Promise((resolve, reject) => {
    const finir = () => {
      signal.removeEventListener('abort', finir);
      resolve();
    };
    if (signal.aborted) return finir();
    signal.addEventListener('abort', finir, { once: true });
    promesse.then(finir, (e: unknown) => {
      signal.removeEventListener('abort', finir);
      reject(e);
    });
  });

/** Back-off between `min` and `max` milliseconds, doubled at each failure, with jitter. */
export const recul = (echecs: number, min: number, max: number): number =>
  Math.min(max, min * 2 ** Math.min(echecs, 16)) * (0.75 + Math.random() / 2);

/** Does something under a signal that falls with its parent, or after `ms`; nothing is left hanging on the parent afterwards. */
export const avecDelai = async <T>(
  parent: AbortSignal,
  ms: number,
  faire: (signal: AbortSignal) => Promise<T>,
): Promise<T> => {
  const propre = new AbortController();
  const couper = (): void => propre.abort();
  if (parent.aborted) couper();
  parent.addEventListener('abort', couper, { once: true });
  const minuterie = setTimeout(couper, ms);
  try {
    return await faire(propre.signal);
  } finally {
    clearTimeout(minuterie);
    parent.removeEventListener('abort', couper);
  }
};

/** Does something again and again, `ms` after its last end; never twice at once. Stopping waits for the one that runs. */
export const periodiquement = (
  ms: number,
  faire: () => Promise<void>,
  surErreur: (e: unknown) => void,
): { arreter: () => Promise<void> } => {
  let arrete = false;
  let travail: Promise<void> = Promise.resolve();
  let minuterie: NodeJS.Timeout | undefined;
  const prevoir = (): void => {
    if (arrete) return;
    minuterie = setTimeout(() => {
      travail = faire().catch(surErreur).finally(prevoir);
    }, ms);
    minuterie.unref();
  };
  prevoir();
  return {
    arreter: () => {
      arrete = true;
      clearTimeout(minuterie);
      return travail;
    },
  };
};
