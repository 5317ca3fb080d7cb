import { z } from 'zod';
import { GENRES } from '../../formats/nom-fichier';
import { dateCivileSchema, instantSchema } from '../../temps/types';
import { antenneSchema } from '../commun';

// What is kept of the files that come from Millésime and from the Département, and of those that go back every day.

const refusLigneSchema = z.object({
  ligne: z.number().int(),
  colonne: z.string(),
  valeur: z.string(),
  raison: z.string(),
});

/** What became of a file; counts are in rows of the file. */
export const rapportFichierSchema = z.object({
  nom: z.string(),
  /** SHA-256 of its bytes. */
  empreinte: z.string(),
  etat: z.enum(['IMPORTE', 'INCHANGE', 'DEJA_IMPORTE', 'EN_ATTENTE', 'REFUSE']),
  lus: z.number().int(),
  crees: z.number().int(),
  modifies: z.number().int(),
  inchanges: z.number().int(),
  absents: z.number().int(),
  refuses: z.array(refusLigneSchema),
  /** Keys that the former file had. */
  listeAbsents: z.array(z.string()),
  avertissements: z.array(refusLigneSchema.extend({ valeur: z.string().exactOptional() })),
  /** [FI-10] Versions of prises en charge that it brought, each with its row, and from when it holds. */
  versions: z.array(refusLigneSchema).exactOptional(),
  /** The day of the former file, where this one has the same bytes and was not read: nothing that it bears on has changed since. */
  identiqueAu: dateCivileSchema.exactOptional(),
  /** Why the file is refused whole, or waits, and what to do. */
  refusFichier: z
    .object({ raison: z.string(), ligne: z.number().int().exactOptional(), colonne: z.string().exactOptional() })
    .exactOptional(),
});
export type RapportFichier = z.infer<typeof rapportFichierSchema>;

/** The one document that makes a file current; `_id` is `import:<nom>:<instant>:<rang>`, in tg-central. */
export const importSchema = z.object({
  _id: z.string(),
  type: z.literal('import'),
  lot: z.string(),
  genre: z.enum(GENRES),
  nom: z.string(),
  empreinte: z.string(),
  instant: instantSchema,
  auteur: z.string(),
  /** The how-manieth import of that name. */
  rang: z.number().int(),
  rapport: rapportFichierSchema,
  /** Of all the refused rows, where the report has been cut: the first line and the last of each run. */
  lignesRefusees: z.array(z.tuple([z.number().int(), z.number().int()])).exactOptional(),
  /** [CO-3] The verdicts on its corrections are not in the report yet. */
  aJuger: z.literal(true).exactOptional(),
});
export type ImportGarde = z.infer<typeof importSchema>;

/** A file of the other side that was read, and what it was put aside for; `_id` is `fichier-lu:<destination>:<boite>:<nom>`. */
export const fichierLuSchema = z.object({
  _id: z.string(),
  type: z.literal('fichier-lu'),
  nom: z.string(),
  octets: z.number().int(),
  modifieLe: instantSchema,
  instant: instantSchema,
  raison: z.string().exactOptional(),
});
export type FichierLuGarde = z.infer<typeof fichierLuSchema>;

/** The day's restitution, kept: the same bytes each time. `_id` is `restitution:<date>`, in tg-central. */
export const restitutionSchema = z.object({
  _id: z.string(),
  type: z.literal('restitution'),
  lot: z.string(),
  date: dateCivileSchema,
  instant: instantSchema,
  auteur: z.string(),
  lignes: z.number().int(),
  /** SHA-256 of the file. */
  empreinte: z.string(),
  /** The file, gzipped, in base64. */
  contenu: z.string(),
  /** Where each antenna's change feed was. */
  sequences: z.partialRecord(antenneSchema, z.string()),
  /** Which life of the data these sequences are of; in a restored store they mean nothing. */
  histoire: z.string().exactOptional(),
  /** Hash of the funders' table by which its minutes were told; absent from what was made before it was noted. */
  financeurs: z.string().exactOptional(),
  /** When it was laid at Millésime's by itself. */
  deposeeLe: instantSchema.exactOptional(),
});
export type RestitutionGardee = z.infer<typeof restitutionSchema>;

/** What Millésime was last told of the visits of a day: their row's hash, and whose they were. `_id` is `restitues:<antenne>:<date>`. */
export const restituesSchema = z.object({
  _id: z.string(),
  type: z.literal('restitues'),
  visites: z.record(
    z.string(),
    z.object({
      empreinte: z.string(),
      id_millesime: z.string(),
      id_intervenant: z.string(),
      code_prestation: z.string(),
    }),
  ),
});
export type Restitues = z.infer<typeof restituesSchema>;
