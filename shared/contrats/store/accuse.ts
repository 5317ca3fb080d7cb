import { z } from 'zod';
import { dateCivileSchema, instantSchema } from '../../temps/types';

/**
 * The server has this saisie (a correction has its verdict instead); `_id` is `accuse:<date of the saisie>:<its id>`. Append
 * only. Without it, without verdict and without refus, it is « en attente » [CO-6].
 */
export const accuseSchema = z.object({
  _id: z.string(),
  type: z.literal('accuse'),
  /** `_id` of the saisie. */
  documentId: z.string(),
  date: dateCivileSchema,
  recuLe: instantSchema,
});
export type Accuse = z.infer<typeof accuseSchema>;
