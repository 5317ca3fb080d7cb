import { z } from 'zod';
import { instantSchema, moisSchema } from '../../temps/types';
import { antenneSchema } from '../commun';

// What the store holds for itself: who writes, what is under way, which life of the data this is. Nothing of it leaves.

/** `_id` is `verrou:ecriture` (an import, a closing), or `verrou:serveur` (the one server of the store), in tg-central. */
export const verrouSchema = z.object({
  _id: z.string(),
  type: z.literal('verrou'),
  /** Tells one holding of the lock from the others; of a server, its machine and its folder. */
  jeton: z.string(),
  pid: z.number().int(),
  hote: z.string(),
  /** When the holder was last heard of. */
  depuis: instantSchema,
  libre: z.boolean(),
  /** [decision 0162] Of the server: which of its holdings this is. Its folder names it too, and so does a copy of that folder. */
  tenue: z.string().exactOptional(),
});
export type Verrou = z.infer<typeof verrouSchema>;

/** `_id` is `cloture-en-cours:<mois>`; it counts only while the holding of the lock that it names is alive. */
export const clotureEnCoursSchema = z.object({
  _id: z.string(),
  type: z.literal('cloture-en-cours'),
  mois: moisSchema,
  antenne: antenneSchema,
  jeton: z.string(),
  instant: instantSchema,
});
export type ClotureEnCours = z.infer<typeof clotureEnCoursSchema>;

/** Which life of the data this is: its id changes when a backup is restored, for what came after that backup never was. */
export const histoireSchema = z.object({
  _id: z.literal('histoire'),
  type: z.literal('histoire'),
  id: z.string(),
  /** [decision 0144] Those that it goes on from, where a backup was restored. */
  ancetres: z.array(z.string()).exactOptional(),
  /** [decision 0162] Since when the server's folder is known to hold an archive: one that has none has lost it. */
  archive: instantSchema.exactOptional(),
});
export type Histoire = z.infer<typeof histoireSchema>;

/** One document to write; `_rev` is that of the version it replaces, absent for a new one. */
const ecritureSchema = z.object({
  base: z.string(),
  doc: z.looseObject({ _id: z.string(), _rev: z.string().exactOptional(), _deleted: z.boolean().exactOptional() }),
});
export type Ecriture = z.infer<typeof ecritureSchema>;

/** A slice of what is staged, in tg-lots; `_id` is `lot:<lot>:<rang>`, `validation` the document that makes it current. */
export const lotSchema = z.object({
  _id: z.string(),
  type: z.literal('lot'),
  lot: z.string(),
  validation: z.string(),
  /** What is to be written: the gzip of its JSON, in base64. */
  contenu: z.string().exactOptional(),
  /** The same in clear, where that is shorter; as the former version staged all. */
  ecritures: z.array(ecritureSchema).exactOptional(),
});
export type TrancheDeLot = z.infer<typeof lotSchema>;

/** In tg-restauration: `dossiers` are those that whoever fills the installation writes, to be taken away if it stops. */
export const restaurationSchema = z.object({
  _id: z.literal('restauration'),
  type: z.literal('restauration'),
  dossiers: z.array(z.string()),
});
export type Restauration = z.infer<typeof restaurationSchema>;

/** What makes a new code current, where there was no former one to forget; `_id` is `code-usager:<lot>` or `code-aide:<lot>`. */
export const changementCodeSchema = z.object({ _id: z.string(), lot: z.string() });

/** `_id` is `ancien-code:<fingerprint>`: a code that served is not given again. `lot`: the change that put it aside. */
export const ancienCodeSchema = z.object({ _id: z.string(), lot: z.string() });
