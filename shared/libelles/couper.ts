/** The beginning of a text, of so many units at most; a character that takes two, an emoji, is kept whole or left out. */
export const couper = (texte: string, max: number): string => {
  const debut = texte.slice(0, max);
  return /[\uD800-\uDBFF]$/.test(debut) ? debut.slice(0, -1) : debut;
};
