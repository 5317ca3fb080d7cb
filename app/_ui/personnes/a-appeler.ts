import type { Intervention } from '#shared/contrats/corrections/intervention';

/**
 * [AL-5] Where the aide of a visit may be reached: first on her own telephone, `sien`, where the files give it, then on the one that
 * she has just called from, then on those of her usager, `chez`.
 */
export const aAppeler = (
  { arrivee, depart }: Pick<Intervention, 'arrivee' | 'depart'>,
  chez: readonly string[],
  sien?: string,
): string[] => {
  const deLArrivee = depart ? undefined : arrivee?.numeroAppelant;
  return [...new Set([...(sien ? [sien] : []), ...(deLArrivee ? [deLArrivee] : []), ...chez])];
};
