/** Tells whoever waits what is being done. */
export type Dire = (etape: string) => void;
export type EnFile = <T>(travail: () => Promise<T>) => Promise<T>;

/** One computation at a time: each reads and holds a whole month. */
export const ouvrirFile = (): EnFile => {
  let derniere: Promise<unknown> = Promise.resolve();
  return (travail) => {
    const suite = derniere.then(travail, travail);
    derniere = suite.catch(() => undefined);
    return suite;
  };
};

/**
 * Same questions wait as one: who asks while one that has not begun is waiting shares its answer, which is as fresh as if it had
 * been asked then. Undefined where `max` different ones wait already.
 */
export const regrouper = <T>(enFile: EnFile, max: number) => {
  const attendent = new Map<string, { reponse: Promise<T>; suivis: Dire[] }>();
  return (cle: string, travail: (dire: Dire) => Promise<T>, dire: Dire): Promise<T> | undefined => {
    const connue = attendent.get(cle);
    if (connue) {
      connue.suivis.push(dire);
      return connue.reponse;
    }
    if (attendent.size >= max) return undefined;
    const suivis = [dire];
    const reponse = enFile(() => {
      attendent.delete(cle);
      return travail((etape) => {
        for (const d of suivis) d(etape);
      });
    });
    attendent.set(cle, { reponse, suivis });
    return reponse;
  };
};
