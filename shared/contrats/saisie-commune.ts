import { z } from 'zod';
import { dateCivileSchema, instantSchema } from '../temps/types';
import { antenneSchema } from './commun';

/**
 * What every saisie of a PC says of itself; its `_id` is `<type>:<date>:<id>`. `date` places it in the window of months: the
 * civil date of what it is about, else that of the gesture.
 */
export const champsSaisie = {
  _id: z.string().max(200),
  id: z.string().min(1).max(60),
  date: dateCivileSchema,
  antenne: antenneSchema,
  auteur: z.string().min(1).max(80),
  instant: instantSchema,
  /** The device. */
  poste: z.string().max(80),
};
