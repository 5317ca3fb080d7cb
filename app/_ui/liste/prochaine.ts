/**
 * After a correction: the line that followed on the screen when the form opened, as the grid was sorted, among those still
 * shown, the first that is to be treated if there is one; after the last one, the one before, where the corrected line has left.
 * Nothing: one stays.
 */
export const prochaine = (
  avant: readonly string[],
  encore: ReadonlySet<string>,
  id: string,
  aTraiter: ReadonlySet<string> = encore,
): string | undefined => {
  const rang = avant.indexOf(id);
  const suivantes = avant.slice(rang + 1);
  const apres = suivantes.find((x) => aTraiter.has(x) && encore.has(x)) ?? suivantes.find((x) => encore.has(x));
  if (apres !== undefined || encore.has(id)) return apres;
  return avant.slice(0, Math.max(rang, 0)).findLast((x) => encore.has(x));
};
