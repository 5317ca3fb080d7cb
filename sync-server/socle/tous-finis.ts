/** As Promise.all, but a failure, that of the first in the list, is told once all are over: nothing goes on behind whoever hears of it. */
export const tousFinis = async <T extends readonly unknown[] | []>(
  travaux: T,
): Promise<{ -readonly [K in keyof T]: Awaited<T[K]> }> => {
  const issues = await Promise.allSettled(travaux);
  const valeurs = issues.map((i) => {
    if (i.status === 'rejected') throw i.reason;
    return i.value;
  });
  return valeurs as { -readonly [K in keyof T]: Awaited<T[K]> };
};
