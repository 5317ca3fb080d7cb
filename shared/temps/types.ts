import { z } from 'zod';

const JOURS = [31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31];

/**
 * A text of the right form may still be no date (`2026-02-30`, `T25:00:00Z`): it would throw, or count as NaN, far from here. By
 * its figures, and not by a `Date`: every document that is read has several.
 */
const existe = (texte: string): boolean => {
  const [annee, mois, jour] = [Number(texte.slice(0, 4)), Number(texte.slice(5, 7)), Number(texte.slice(8, 10))];
  const bissextile = annee % 4 === 0 && (annee % 100 !== 0 || annee % 400 === 0);
  if (jour < 1 || jour > (mois === 2 && !bissextile ? 28 : (JOURS[mois - 1] ?? 0))) return false;
  return (
    texte.length === 10 ||
    (Number(texte.slice(11, 13)) < 24 && Number(texte.slice(14, 16)) < 60 && Number(texte.slice(17, 19)) < 60)
  );
};

// Units as types: a bare string or number never crosses a module's border.

/** UTC instant to the second: `2026-10-01T06:02:49Z`. Text order is time order. */
export const instantSchema = z
  .string()
  .regex(/^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}Z$/, 'instant UTC attendu, à la seconde')
  .refine(existe, 'cet instant n’existe pas')
  .brand<'Instant'>();
export type Instant = z.infer<typeof instantSchema>;

/** Civil date in Europe/Paris: `2026-10-01`. */
export const dateCivileSchema = z
  .string()
  .regex(/^\d{4}-(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])$/, 'date attendue, AAAA-MM-JJ')
  .refine(existe, 'cette date n’existe pas')
  .brand<'DateCivile'>();
export type DateCivile = z.infer<typeof dateCivileSchema>;

/** Civil month in Europe/Paris: `2026-10`. */
export const moisSchema = z
  .string()
  .regex(/^\d{4}-(0[1-9]|1[0-2])$/, 'mois attendu, AAAA-MM')
  .brand<'Mois'>();
export type Mois = z.infer<typeof moisSchema>;

/** Whole minutes. */
export const minutesSchema = z.number().int().brand<'Minutes'>();
export type Minutes = z.infer<typeof minutesSchema>;

export const minutes = (n: number): Minutes => {
  if (!Number.isSafeInteger(n)) throw new Error(`minutes entières attendues, reçu ${n}`);
  return n as Minutes;
};
