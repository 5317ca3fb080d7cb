import { sansAccents } from '#shared/mots/textes';

/** Lower case, no accent, one blank between words: what is typed is compared so with what is looked for. */
export const aplatir = (texte: string): string =>
  sansAccents(texte)
    .replaceAll('œ', 'oe')
    .replaceAll('æ', 'ae')
    .replace(/[^a-z0-9]+/g, ' ')
    .trim();
