/** A whole number from 0 to `bornes - 1`, by chance; passed in, so that a test knows it. */
export type Hasard = (bornes: number) => number;

/** The codes that the import gives: as many digits, the first of which is no zero. */
const CHIFFRES = { intervenant: 5, usager: 6 } as const;
export type GenreCode = keyof typeof CHIFFRES;

const pas = (code: string): Set<number> =>
  new Set([...code].slice(1).map((c, i) => (Number(c) - Number(code[i]) + 10) % 10));

/** What a stranger tries first: one digit or one group repeated (111111, 123123), digits up or down by one (123456, 65432, 890123). */
export const estFacile = (code: string): boolean => {
  const [seul, ...autres] = pas(code);
  const suite = autres.length === 0 && (seul === 0 || seul === 1 || seul === 9);
  return suite || /^(\d{2,3})\1+$/.test(code);
};

/** Runs of codes that follow one another by one, of `minimum` at least: who knows one knows the others. */
export const suitesDeCodes = (codes: Iterable<string>, minimum: number): string[][] => {
  const suites: string[][] = [];
  for (const code of [...new Set(codes)].sort()) {
    const derniere = suites.at(-1);
    if (derniere && Number(derniere.at(-1)) + 1 === Number(code)) derniere.push(code);
    else suites.push([code]);
  }
  return suites.filter((s) => s.length >= minimum);
};

/** A code that nobody has or had (`exclu` tells what `pris` does not), not easily guessed, and drawn: one tells nothing of another. */
export const donnerCode = (
  genre: GenreCode,
  pris: Set<string>,
  hasard: Hasard,
  exclu: (code: string) => boolean = () => false,
): string => {
  const premier = 10 ** (CHIFFRES[genre] - 1);
  const nombre = 9 * premier;
  const depart = hasard(nombre);
  for (let i = 0; i < nombre; i++) {
    const code = String(premier + ((depart + i) % nombre));
    if (pris.has(code) || estFacile(code) || exclu(code)) continue;
    pris.add(code);
    return code;
  }
  throw new Error(`plus aucun code libre (${genre})`);
};
