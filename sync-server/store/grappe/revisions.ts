/** Whether a revision comes before another: a shorter branch or, of two as long, the one that is not shown. */
export const plusAncienne = (a: string, b: string): boolean => {
  // Nearly always: asked of each row that is read.
  if (a === b) return false;
  const [n, m] = [Number.parseInt(a, 10), Number.parseInt(b, 10)];
  return n === m ? a < b : n < m;
};
