import { z } from 'zod';
import { dateCivileSchema, instantSchema } from '../temps/types';
import { antenneSchema } from './commun';

/** [PT-7] A usager whose visits are entered from slips, from one date to another; `_id` is `sanstele:<date>:<id>`. Append only; writer: a manager's PC. */
export const sansTelegestionSchema = z.object({
  _id: z.string().max(200),
  type: z.literal('sanstele'),
  id: z.string().min(1).max(60),
  date: dateCivileSchema,
  antenne: antenneSchema,
  usagerId: z.string(),
  raison: z.enum(['SANS_TELEPHONE', 'REFUS', 'INCOMPATIBLE']),
  depuis: dateCivileSchema,
  jusqua: dateCivileSchema.optional(),
  auteur: z.string(),
  instant: instantSchema,
  poste: z.string().max(80),
});
export type SansTelegestion = z.infer<typeof sansTelegestionSchema>;
