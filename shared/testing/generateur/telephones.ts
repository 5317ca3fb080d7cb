import type { Alea } from '../alea';

// Only numbers that the numbering plan keeps for fiction: 01 99 00 and 06 39 98.

/** Spellings met in the files of the former system. */
const ECRITURES = [
  ([a, b, c, d, e]) => `${a} ${b} ${c} ${d} ${e}`,
  ([a, b, c, d, e]) => `${a}.${b}.${c}.${d}.${e}`,
  ([a, b, c, d, e]) => `${a}-${b}-${c}-${d}-${e}`,
  ([a, b, c, d, e]) => `+33 ${a?.slice(1)} ${b} ${c} ${d} ${e}`,
  ([a, b, c, d, e]) => `0033 ${a?.slice(1)} ${b} ${c} ${d} ${e}`,
  ([a, b, c, d, e]) => `${a}${b} ${c}${d}${e}`,
] as const satisfies readonly ((paires: string[]) => string)[];

const paires = (prefixe: string, rang: number): string[] =>
  `${prefixe}${String(rang).padStart(4, '0')}`.match(/../g)?.map(String) ?? [];

/** 7,919 is prime to 10,000: each index gives another number. */
const rangDisperse = (n: number): number => (n * 7919 + 64) % 10_000;

export const fixe = (n: number): string[] => paires('019900', rangDisperse(n));
export const mobile = (n: number): string[] => paires('063998', rangDisperse(n));
/** Mobiles of aides and of neighbours, away from those of usagers. */
export const mobileHorsUsagers = (n: number): string[] => mobile(9999 - n);

export const ecrireNumero = (alea: Alea, numero: string[]): string => alea.choix(ECRITURES)(numero);
