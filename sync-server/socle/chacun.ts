/**
 * One try for each of a list, one after the other: what fails does not hold back the others, and is told once all were tried. How much
 * was done in all.
 */
export const chacun = async <T>(liste: Iterable<T>, faire: (x: T) => Promise<number>): Promise<number> => {
  const fautes: unknown[] = [];
  let n = 0;
  for (const x of liste)
    try {
      n += await faire(x);
    } catch (e) {
      fautes.push(e);
    }
  if (fautes.length > 0)
    throw fautes.length === 1 ? fautes[0] : new AggregateError(fautes, `échecs, chacun à part : ${fautes.length}`);
  return n;
};
