/**
 * So many at once for one key: one more takes the place of the oldest, which is cut. Its PC comes back if it still lives; most often
 * it is what a page has left behind.
 */
export const tenirPlaces = (max: number) => {
  const prises = new Map<string, (() => void)[]>();
  /** `couper` ends what takes the place; what is given back frees it. */
  return (cle: string, couper: () => void): (() => void) => {
    const siennes = [...(prises.get(cle) ?? []), couper];
    const rendre = (f: () => void): void => {
      const reste = (prises.get(cle) ?? []).filter((x) => x !== f);
      if (reste.length > 0) prises.set(cle, reste);
      else prises.delete(cle);
    };
    prises.set(cle, siennes.slice(-max));
    for (const ancienne of siennes.slice(0, -max)) ancienne();
    return () => rendre(couper);
  };
};
