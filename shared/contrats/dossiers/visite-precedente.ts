import { z } from 'zod';
import { dateCivileSchema, instantSchema, minutesSchema } from '../../temps/types';
import { antenneSchema } from '../commun';
import { STATUTS_RETENUS } from '../corrections/intervention';

/** Longest period that one reading asks for, both dates included. */
export const JOURS_LECTURE_MAX = 92;

/**
 * [CL-1] A visit of a usager in an antenna that it has left, as the one that follows reads it: its retained state, from
 * which nothing can be corrected. GET /api/usagers/<id>/visites?de=&a= answers a list of them, oldest first.
 */
export const visitePrecedenteSchema = z.object({
  date: dateCivileSchema,
  antenne: antenneSchema,
  /** Name of the aide. */
  intervenant: z.string(),
  prevu: z.object({ debut: instantSchema, fin: instantSchema }).optional(),
  /** Punched. */
  arrivee: instantSchema.optional(),
  depart: instantSchema.optional(),
  /** Retained. */
  debut: instantSchema.optional(),
  fin: instantSchema.optional(),
  minutesComplementaires: minutesSchema,
  statut: z.enum([...STATUTS_RETENUS, 'CONFLIT']),
  motif: z.string().optional(),
});
export type VisitePrecedente = z.infer<typeof visitePrecedenteSchema>;
