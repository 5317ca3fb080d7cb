import { z } from 'zod';
import { dateCivileSchema, instantSchema, moisSchema } from '../temps/types';

const gesteSchema = z.object({ auteur: z.string(), instant: instantSchema, motif: z.string().min(1).max(500) });

/** [RE] A legal hold: nothing of that usager, or of that month, is purged until it is lifted. `_id` is `gel:<instant>:<objet>`. */
export const gelSchema = gesteSchema.extend({
  _id: z.string(),
  type: z.literal('gel'),
  objet: z.union([z.strictObject({ usagerId: z.string().min(1) }), z.strictObject({ mois: moisSchema })]),
  leve: gesteSchema.optional(),
});
export type Gel = z.infer<typeof gelSchema>;

/** What one purge did away with, in one place: how many, from when to when, and a hash of their ids. It names no one. */
export const lignePurgeSchema = z.object({
  horloge: z.enum(['INTERVENTIONS', 'DOSSIERS', 'RELEVES']),
  base: z.string(),
  genre: z.string(),
  nombre: z.number().int(),
  debut: z.string().optional(),
  fin: z.string().optional(),
  empreinte: z.string().optional(),
});
export type LignePurge = z.infer<typeof lignePurgeSchema>;

/** `_id` is `purge:<instant>`, in tg-central. Append only. */
export const purgeSchema = z.object({
  _id: z.string(),
  type: z.literal('purge'),
  instant: instantSchema,
  auteur: z.string(),
  /** First day kept, by clock; first month kept of statements. */
  limites: z.object({ INTERVENTIONS: dateCivileSchema, DOSSIERS: dateCivileSchema, RELEVES: moisSchema }),
  lignes: z.array(lignePurgeSchema),
  /** What legal holds kept. */
  retenus: z.number().int(),
});
export type Purge = z.infer<typeof purgeSchema>;
