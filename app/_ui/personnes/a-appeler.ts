import type { Intervention } from '#shared/contrats/corrections/intervention';

/**
 * [AL-5] Where the aide of a visit under way may be reached: first the telephone that she has just called from, then those of her
 * usager, `chez`. No file gives a number of her own.
 */
export const aAppeler = (
  { arrivee, depart }: Pick<Intervention, 'arrivee' | 'depart'>,
  chez: readonly string[],
): string[] => {
  const deLArrivee = depart ? undefined : arrivee?.numeroAppelant;
  return [...new Set([...(deLArrivee ? [deLArrivee] : []), ...chez])];
};
