/** The seed that is the same each time: what it found once, it finds again. */
export const GRAINE_FIXE = 20_261_125;

/** The seed of a day: its date in UTC, so that each day tries what no other has. */
export const graineDuJour = (instant: Date = new Date()): number =>
  Number(instant.toISOString().slice(0, 10).replaceAll('-', ''));

/** The seed of the properties that name none of their own: that of GRAINE, or the day's. */
export const lireGraine = (texte: string | undefined, instant?: Date): number => {
  if (texte === undefined || texte === '') return graineDuJour(instant);
  if (!/^-?\d{1,9}$/.test(texte)) throw new Error(`GRAINE : un nombre entier, et non « ${texte} »`);
  return Number(texte);
};
