import type { Unite } from '../contrats/unite';

/** Steps between two ticks, in the unit of the values: whole hours, whole percents, whole numbers. */
const PAS: Partial<Record<Unite, readonly number[]>> = {
  minutes: [60, 120, 300, 600, 1_200, 3_000, 6_000, 12_000, 30_000, 60_000, 120_000, 300_000],
  pourcent: [10, 20, 50, 100, 200, 500],
};
const ENTIERS = [1, 2, 5, 10, 20, 50, 100, 200, 500, 1_000, 2_000, 5_000, 10_000, 20_000, 50_000];
const TRAITS = 5;

/** Ticks from 0 up to what holds the highest value, some five of them, on round figures of the unit. */
export const graduer = (max: number, unite: Unite): number[] => {
  const pas = PAS[unite] ?? ENTIERS;
  const choisi = pas.find((p) => max / p <= TRAITS) ?? Math.ceil(max / TRAITS);
  return Array.from({ length: Math.max(1, Math.ceil(max / choisi)) + 1 }, (_, n) => n * choisi);
};
