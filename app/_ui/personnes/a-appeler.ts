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

export type QuiAppeler = { numero: string; qui: 'AIDE' | 'USAGER' };

/** [AL-5] « Qui dois-je appeler ? »: the aide's number, where one is known, then that of her usager; the one that she called from first. */
export const quiAppeler = (
  visite: Pick<Intervention, 'arrivee' | 'depart'>,
  chez: readonly string[],
  sien?: string,
): QuiAppeler[] => {
  const numeros = aAppeler(visite, chez, sien);
  const aide = sien ?? numeros.find((n) => !chez.includes(n));
  const usager = numeros.find((n) => n !== aide && chez.includes(n));
  return [
    ...(aide === undefined ? [] : [{ numero: aide, qui: 'AIDE' as const }]),
    ...(usager === undefined ? [] : [{ numero: usager, qui: 'USAGER' as const }]),
  ];
};
