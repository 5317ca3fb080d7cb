/**
 * Whether each word typed begins a word of its own: in « meunier m » the second one is not MEUNIER again.
 */
export const motsDistincts = (tapes: readonly string[], mots: readonly string[]): boolean => {
  const [tape, ...suite] = tapes;
  if (tape === undefined) return true;
  return mots.some((m, n) => m.startsWith(tape) && motsDistincts(suite, mots.toSpliced(n, 1)));
};
