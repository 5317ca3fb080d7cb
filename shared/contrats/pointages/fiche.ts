import { z } from 'zod';
import { instantSchema } from '../../temps/types';
import { COMMENTAIRE_MAX, champsSaisie } from '../saisie-commune';

/**
 * A paper slip typed in, from which the server makes punches (source FICHE); its date is the civil date of the visit. Append
 * only; writer: a manager's PC. A slip that was typed wrongly is mended like any visit, by a correction.
 */
export const ficheSchema = z.object({
  ...champsSaisie,
  type: z.literal('fiche'),
  usagerId: z.string().min(1).max(20),
  intervenantId: z.string().min(1).max(20),
  /** At least one side. */
  arrivee: instantSchema.optional(),
  depart: instantSchema.optional(),
  /** Why there was no call; of the dated list of motifs. */
  motif: z.string().min(1).max(40),
  commentaire: z.string().max(COMMENTAIRE_MAX).optional(),
});
export type Fiche = z.infer<typeof ficheSchema>;
