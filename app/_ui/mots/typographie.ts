import { INSECABLE } from '#shared/espaces';

/** Before a mark, after «, and within « 8 h 30 ». */
const LIES = / (?=[:;?!»])|(?<=«) |(?<=\d) (?=h(?![\p{L}\d]))|(?<=\d[ \u00a0]h) (?=\d)/gu;

/**
 * The French marks that stand after a space never begin a line, no « ends one, and an hour keeps its figures. One space for all of
 * them, U+00A0: the narrow one (U+202F) has no glyph in our typeface.
 */
export const insecables = (texte: string): string => texte.replace(LIES, INSECABLE);
