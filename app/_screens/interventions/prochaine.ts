/**
 * After a correction: the line that followed on the screen when the form opened, as the grid was sorted, among those still
 * shown; after the last one, the one before, where the corrected line has left. Nothing: one stays.
 */
export const prochaine = (avant: readonly string[], encore: ReadonlySet<string>, id: string): string | undefined => {
  const rang = avant.indexOf(id);
  const apres = avant.slice(rang + 1).find((x) => encore.has(x));
  if (apres !== undefined || encore.has(id)) return apres;
  return avant.slice(0, Math.max(rang, 0)).findLast((x) => encore.has(x));
};
