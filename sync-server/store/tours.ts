export type AuTour = <T>(cle: string, travail: () => Promise<T>) => Promise<T>;

/** One at a time of each key, in the order they came; those of other keys go on meanwhile. A key that nobody waits for is forgotten. */
export const ouvrirTours = (): AuTour => {
  const derniers = new Map<string, Promise<unknown>>();
  return async (cle, travail) => {
    const fait = (derniers.get(cle) ?? Promise.resolve()).then(travail, travail);
    derniers.set(cle, fait);
    try {
      return await fait;
    } finally {
      if (derniers.get(cle) === fait) derniers.delete(cle);
    }
  };
};
