import { z } from 'zod';
import { dateCivileSchema, instantSchema } from '../temps/types';
import { correctionSchema } from './correction';
import { ficheSchema } from './fiche';
import { rattachementSchema } from './rattachement';

/** All that a manager's PC writes; one schema a type. The server takes nothing else from a PC. */
export const SAISIES = {
  correction: correctionSchema,
  rattachement: rattachementSchema,
  fiche: ficheSchema,
} as const;
export type TypeSaisie = keyof typeof SAISIES;
export type Saisie = { [T in TypeSaisie]: z.infer<(typeof SAISIES)[T]> }[TypeSaisie];

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
