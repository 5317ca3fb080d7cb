/** [RG] A rate in ten-thousandths, half up (1234 = 12,34 %); undefined where there is nothing to divide by. */
export const enDixMilliemes = (numerateur: number, denominateur: number): number | undefined =>
  denominateur === 0 ? undefined : Math.floor((numerateur * 10_000) / denominateur + 0.5);
