import type { TempsDePage } from '../../contrats/exploitation/disponibilite';

/** Where a minute has no time: it was not measured, or failed. */
const RIEN = -1;

/** A day's times with one more, at its rank. */
export const placer = (temps: readonly number[], rang: number, ms: number): number[] =>
  reunirTemps(temps, [...Array.from({ length: rang }, () => RIEN), ms]);

/** Two views of a day's times made one, whatever their order. */
export const reunirTemps = (a: readonly number[], b: readonly number[]): number[] =>
  Array.from({ length: Math.max(a.length, b.length) }, (_, i) => Math.max(a[i] ?? RIEN, b[i] ?? RIEN));

/** Half of the times, and nineteen out of twenty, are at most that; undefined where there is none. */
export const resumerTemps = (jours: readonly (readonly number[])[]): TempsDePage | undefined => {
  const tries = jours.flatMap((j) => j.filter((ms) => ms !== RIEN)).sort((a, b) => a - b);
  const au = (centieme: number): number => tries[Math.max(0, Math.ceil((tries.length * centieme) / 100) - 1)] ?? 0;
  return tries.length === 0 ? undefined : { mesures: tries.length, mediane: au(50), p95: au(95) };
};
