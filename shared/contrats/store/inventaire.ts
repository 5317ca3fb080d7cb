import { z } from 'zod';
import { instantSchema, moisSchema } from '../../temps/types';

// What was received, counted as it was received, in documents that are read by id: what is read to be counted for good must be
// what they name.

/** How many documents, and the sum of the hashes of their ids, in two numbers of 32 bits: the order does not matter. */
export const sommeSchema = z.object({ nombre: z.number().int(), empreinte: z.string().regex(/^[0-9a-f]{16}$/) });
export type Somme = z.infer<typeof sommeSchema>;

/**
 * A note holds the ids of what was received: `inventaire:<date, UTC, or sans-date>:imports` (what files have brought to this database),
 * `inventaire:<date>:saisies` and `inventaire:<hour, UTC>:pointages` (what was acknowledged). Noted twice, an id counts once.
 * `inventaire:ouverture` and `inventaire:purge` are in tg-central.
 */
export const inventaireSchema = z.object({
  _id: z.string(),
  type: z.literal('inventaire'),
  ids: z.array(z.string()).exactOptional(),
  /** Of the opening: when, and the first month that is counted. */
  ouvertLe: instantSchema.exactOptional(),
  depuis: moisSchema.exactOptional(),
  /** Of the opening: what files bring is noted by ids. One that lacks this is opened again, on what is there. */
  parIds: z.literal(true).exactOptional(),
  /** Of the last deletion of what it counts, by a purge. */
  lot: z.string().exactOptional(),
});
export type Inventaire = z.infer<typeof inventaireSchema>;

export const ID_PURGE = 'inventaire:purge';
export const ID_OUVERTURE = 'inventaire:ouverture';
/** What has no date in its id: who is known, not what happens. */
export const SANS_DATE = 'sans-date';

/** The date that an id bears, UTC where it bears an instant. */
const dateDe = (id: string): string | undefined => /^[a-z-]+:(\d{4}-\d\d-\d\d)/.exec(id)?.[1];
/** Its month. */
export const periodeDe = (id: string): string => dateDe(id)?.slice(0, 7) ?? SANS_DATE;

/** By day, since a month of punches taken over is some megabytes. */
export const idImports = (date: string): string => `inventaire:${date}:imports`;
/** Where what a file brought is noted: with what it brought of the same date. */
export const idDeSonImport = (id: string): string => idImports(dateDe(id) ?? SANS_DATE);
export const estNoteDImports = (id: string): boolean => id.endsWith(':imports');
export const idSaisies = (date: string): string => `inventaire:${date}:saisies`;
/** `heure`: `2026-10-05T06`. */
export const idPointages = (heure: string): string => `inventaire:${heure}:pointages`;

/** Where the id of an act is noted: of a punch with those of its hour, of what a PC writes with those of its day. */
export const idDeSaNote = (id: string): string => {
  const [type, date = ''] = id.split(':');
  return type === 'pointage' ? idPointages(date) : idSaisies(date);
};

/** The note with these ids too, and without the others; undefined where that changes nothing. */
export const noter = (
  connu: Inventaire | undefined,
  _id: string,
  ids: Iterable<string>,
  partis: Iterable<string> = [],
): Inventaire | undefined => {
  const connus = new Set(connu?.ids);
  const tous = new Set(connus);
  for (const id of ids) tous.add(id);
  for (const id of partis) tous.delete(id);
  const memes = tous.size === connus.size && [...tous].every((id) => connus.has(id));
  if (memes && (connu?.ids || tous.size === 0)) return undefined;
  return { _id, type: 'inventaire', ids: [...tous].sort() };
};
