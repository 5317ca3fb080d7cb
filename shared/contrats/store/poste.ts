import { z } from 'zod';
import { instantSchema } from '../../temps/types';
import { antenneSchema } from '../commun';

/** A PC as it last synchronised; `_id` is `poste:<antenne>:<poste>:<identifiant>` in tg-central. */
export const posteSchema = z.object({
  _id: z.string(),
  type: z.literal('poste'),
  antenne: antenneSchema,
  poste: z.string(),
  identifiant: z.string(),
  vuLe: instantSchema,
  /** Rows that it said were waiting to leave. */
  attente: z.number().int(),
});
export type Poste = z.infer<typeof posteSchema>;
