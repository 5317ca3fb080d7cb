import { z } from 'zod';
import { instantSchema } from '../temps/types';

/** A mail in the outbox, in tg-central; `_id` is `courriel:<instant>:<id>`. */
export const courrielSchema = z.object({
  _id: z.string(),
  type: z.literal('courriel'),
  etat: z.enum(['PREPARE', 'ENVOYE', 'REFUSE']),
  a: z.array(z.string()),
  sujet: z.string(),
  texte: z.string(),
  prepareLe: instantSchema,
  essais: z.number().int(),
  /** Not before. */
  prochainLe: instantSchema,
  finiLe: instantSchema.exactOptional(),
  raison: z.string().exactOptional(),
});
export type CourrielEnBoite = z.infer<typeof courrielSchema>;
