/**
 * [RG] A rate in thousandths, half up (123 = 12,3 %), as it is shown everywhere: rounded once, from its two numbers. Undefined where
 * there is nothing to divide by.
 */
export const enMilliemes = (numerateur: number, denominateur: number): number | undefined =>
  denominateur === 0 ? undefined : Math.floor((numerateur * 1_000) / denominateur + 0.5);

/** « 12,3 » of thousandths: on the screen, on paper and in the files alike. */
export const milliemesEnTexte = (n: number): string => {
  const absolu = Math.abs(n);
  return `${n < 0 ? '-' : ''}${Math.floor(absolu / 10)},${absolu % 10}`;
};
