import { z } from 'zod';
import { dateCivileSchema, instantSchema } from '../../temps/types';
import { champsSaisie } from '../saisie-commune';

/**
 * What a manager does with a number and a usager: gives it, takes it back, or says that it is not theirs, so that it is
 * proposed no more [PT-8].
 */
export const GESTES = ['RATTACHER', 'DETACHER', 'ECARTER'] as const;
export type Geste = (typeof GESTES)[number];

/** [PT-5] A gesture on a number. Append only; writer: a manager's PC. */
export const rattachementSchema = z.object({
  ...champsSaisie,
  type: z.literal('rattachement'),
  geste: z.enum(GESTES).default('RATTACHER'),
  numero: z.string(),
  usagerId: z.string().max(20),
  /** First civil date from which it holds; absent: since ever, back in time. */
  depuis: dateCivileSchema.optional(),
  /**
   * The id of the gesture that this one withdraws, of the same number, usager and date: neither says anything any more. Its `geste` is
   * then the contrary, which is all that a version that knows no withdrawal reads.
   */
  retire: z.string().min(1).max(60).optional(),
  /** When the server took it to another antenna of its usager; absent where it was typed. */
  partageLe: instantSchema.optional(),
});
export type Rattachement = z.infer<typeof rattachementSchema>;
