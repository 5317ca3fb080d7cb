import type { Alea } from '../alea';

// Only numbers that the numbering plan keeps for fiction. Ten thousand each: a service of more takes the next one.
const FIXES = ['019900', '026191', '035301'] as const;
const MOBILES = ['063998', '046571', '053649'] as const;
const DIX_MILLE = 10_000;

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
const rangDisperse = (n: number): number => (n * 7919 + 64) % DIX_MILLE;

const numeroDe = (prefixes: readonly string[], n: number): string[] => {
  const prefixe = prefixes[Math.floor(n / DIX_MILLE)];
  if (prefixe === undefined) throw new Error(`plus de numéros : ${prefixes.length * DIX_MILLE} au plus`);
  return paires(prefixe, rangDisperse(n));
};

export const fixe = (n: number): string[] => numeroDe(FIXES, n);
export const mobile = (n: number): string[] => numeroDe(MOBILES, n);
/** Mobiles of aides and of neighbours, away from those of usagers. */
export const mobileHorsUsagers = (n: number): string[] => mobile(9999 - n);

export const ecrireNumero = (alea: Alea, numero: string[]): string => alea.choix(ECRITURES)(numero);
