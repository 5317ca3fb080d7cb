import { z } from 'zod';
import { dateCivileSchema, instantSchema } from '../temps/types';
import { antenneSchema } from './commun';

/** Characters of a text that a person types (a comment, a note, the motif of a refusal), at most. */
export const COMMENTAIRE_MAX = 2_000;

/** The device of what a file takes over: no PC bears it, for what does is counted as brought by a file. */
export const POSTE_REPRISE = 'REPRISE';

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
