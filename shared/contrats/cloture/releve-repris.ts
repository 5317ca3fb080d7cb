import { z } from 'zod';
import { empreinteSchema } from '../../domain/releve/chaine';
import { instantSchema, moisSchema } from '../../temps/types';
import { antenneSchema } from '../commun';

/** A statement of the former system, taken over, in its antenna's database; `_id` is `releve-repris:<mois>:<usagerId>`. */
export const releveReprisSchema = z.object({
  _id: z.string(),
  type: z.literal('releve-repris'),
  antenne: antenneSchema,
  usagerId: z.string(),
  mois: moisSchema,
  fichier: z.string(),
  /** SHA-256 of the PDF, which is its name in the archive. */
  pdf: empreinteSchema,
  instant: instantSchema,
});
export type ReleveRepris = z.infer<typeof releveReprisSchema>;
