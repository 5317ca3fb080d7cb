import { z } from 'zod';
import { dateCivileSchema, instantSchema } from '../temps/types';
import { antenneSchema } from './commun';

/**
 * What a manager does with a number and a usager: gives it, takes it back, or says that it is not theirs, so that it is
 * proposed no more [PT-8].
 */
export const GESTES = ['RATTACHER', 'DETACHER', 'ECARTER'] as const;
export type Geste = (typeof GESTES)[number];

/** [PT-5] A gesture on a number; `_id` is `rattachement:<date>:<id>`. Append only; writer: a manager's PC. */
export const rattachementSchema = z.object({
  _id: z.string().max(200),
  type: z.literal('rattachement'),
  id: z.string().min(1).max(60),
  /** Civil date of the gesture: places it in the window of months. */
  date: dateCivileSchema,
  antenne: antenneSchema,
  geste: z.enum(GESTES).default('RATTACHER'),
  numero: z.string(),
  usagerId: z.string().max(20),
  /** First civil date from which it holds; absent: since ever, back in time. */
  depuis: dateCivileSchema.optional(),
  auteur: z.string().max(80),
  instant: instantSchema,
  poste: z.string().max(80),
});
export type Rattachement = z.infer<typeof rattachementSchema>;
