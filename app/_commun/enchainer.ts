// What runs one after the other, once at a time, or again after a while: the one place for it.

/** One after the other, in the order in which they were asked for. A failure is told to who asked, and stops nobody behind. */
export const enFile = () => {
  let dernier: Promise<unknown> = Promise.resolve();
  return <T>(travail: () => Promise<T> | T): Promise<T> => {
    const fait = dernier.then(travail);
    dernier = fait.catch(() => undefined);
    return fait;
  };
};

/** Once at a time: who asks while it goes on has the same answer, be it a failure. Who asks later starts it anew. */
export const unSeul = <T>(travail: () => Promise<T>) => {
  let enCours: Promise<T> | undefined;
  const finir = (): void => {
    enCours = undefined;
  };
  return (): Promise<T> => {
    if (enCours) return enCours;
    const lance = travail();
    enCours = lance;
    lance.then(finir, finir);
    return lance;
  };
};

/**
 * Tries as soon as the browser says that there is a network, and every so often all the same: of a server that starts again it says
 * nothing. Gives what ends it.
 */
export const chaqueFois = (essayer: () => void, ms: number): (() => void) => {
  const minuterie = setInterval(essayer, ms);
  addEventListener('online', essayer);
  return () => {
    clearInterval(minuterie);
    removeEventListener('online', essayer);
  };
};

/** How long to wait before another attempt: twice as long after each that failed, up to a limit. Milliseconds. */
export const recul = (premierMs: number, plafondMs: number) => {
  let attente = premierMs;
  return {
    lire: (): number => attente,
    allonger: (): void => {
      attente = Math.min(attente * 2, plafondMs);
    },
    reprendre: (): void => {
      attente = premierMs;
    },
  };
};
