/** A whole number from 0 to `bornes - 1`, by chance; passed in, so that a test knows it. */
export type Hasard = (bornes: number) => number;

/** The codes that the import gives: as many digits, the first of which is no zero. */
const CHIFFRES = { intervenant: 5, usager: 6 } as const;

/** A code that nobody has or had: not in sequence, so that one code tells nothing of another. */
export const donnerCode = (genre: keyof typeof CHIFFRES, pris: Set<string>, hasard: Hasard): string => {
  const premier = 10 ** (CHIFFRES[genre] - 1);
  const nombre = 9 * premier;
  if (pris.size >= nombre) throw new Error(`plus aucun code libre (${genre})`);
  let n = hasard(nombre);
  while (pris.has(String(premier + n))) n = (n + 1) % nombre;
  const code = String(premier + n);
  pris.add(code);
  return code;
};
