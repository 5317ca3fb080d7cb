import { z } from 'zod';
import { dateCivileSchema, instantSchema } from '../temps/types';
import { antenneSchema } from './commun';

/**
 * A paper slip typed in, from which the server makes punches (source FICHE); `_id` is `fiche:<date>:<id>`. Append only;
 * writer: a manager's PC. A slip that was typed wrongly is mended like any visit, by a correction.
 */
export const ficheSchema = z.object({
  _id: z.string().max(200),
  type: z.literal('fiche'),
  id: z.string().min(1).max(60),
  /** Civil date of the visit. */
  date: dateCivileSchema,
  antenne: antenneSchema,
  usagerId: z.string().min(1).max(20),
  intervenantId: z.string().min(1).max(20),
  /** At least one side. */
  arrivee: instantSchema.optional(),
  depart: instantSchema.optional(),
  /** Why there was no call; of the dated list of motifs. */
  motif: z.string().min(1).max(40),
  commentaire: z.string().max(2000).optional(),
  auteur: z.string().min(1).max(80),
  instant: instantSchema,
  poste: z.string().max(80),
});
export type Fiche = z.infer<typeof ficheSchema>;
