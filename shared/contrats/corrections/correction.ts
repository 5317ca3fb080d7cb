import { z } from 'zod';
import { dateCivileSchema, instantSchema, minutesSchema, moisSchema } from '../../temps/types';
import { antenneSchema, refusSchema } from '../commun';
import { COMMENTAIRE_MAX } from '../saisie-commune';

export const NATURES = ['CREATION', 'HORAIRE', 'MINUTES', 'DONNEES', 'SUPPRESSION', 'RETABLISSEMENT'] as const;
/** The kinds that tell something of the visit, and the one that withdraws such a correction: all that it changed is undone. */
export const natureSchema = z.enum([...NATURES, 'RETRAIT']);
export type Nature = z.infer<typeof natureSchema>;

/** [CO-7] What a correction names: a punch or planned visit of the intervention, or the correction that created it. */
export const cibleSchema = z.object({ genre: z.enum(['POINTAGE', 'VISITE', 'CREATION']), id: z.string().min(1) });
export type Cible = z.infer<typeof cibleSchema>;

/**
 * [CO-1] `_id` is `correction:<date>:<id>`, in the database of its antenna. Append only; writer: a manager's PC, or import (REPRISE).
 * Where its visit is of another antenna since, that one's database has it too, as it was written.
 */
export const correctionSchema = z.object({
  _id: z.string().max(200),
  type: z.literal('correction'),
  id: z.string().min(1).max(60),
  /** Civil date of the intervention that it corrects (or creates): places it in the window of months. */
  date: dateCivileSchema,
  antenne: antenneSchema,
  nature: natureSchema,
  /** Absent for a CREATION with neither punch nor planned visit. */
  cible: cibleSchema.optional(),
  usagerId: z.string().max(20).optional(),
  intervenantId: z.string().max(20).optional(),
  codePrestation: z.string().max(10).optional(),
  debut: instantSchema.optional(),
  fin: instantSchema.optional(),
  minutes: minutesSchema.optional(),
  /** RETRAIT: id of the correction that it withdraws. */
  retire: z.string().min(1).max(60).optional(),
  /** Free text here: an unknown motif is a refusal of CO-3, not a malformed document. */
  motif: z.string().max(40),
  commentaire: z.string().max(COMMENTAIRE_MAX).optional(),
  auteur: z.string().min(1).max(80),
  instant: instantSchema,
  /** The device. */
  poste: z.string().max(80),
  /** Ids of the corrections that it was made on top of [CO-4]. */
  base: z.array(z.string()).max(500),
  source: z.enum(['POSTE', 'REPRISE']),
});
export type Correction = z.infer<typeof correctionSchema>;

/** The server's stamp on a correction; `_id` is `verdict:<date of the correction>:<correctionId>`. Append only. */
export const verdictSchema = z.object({
  _id: z.string(),
  type: z.literal('verdict'),
  correctionId: z.string(),
  date: dateCivileSchema,
  decision: z.enum(['ACCEPTEE', 'REFUSEE', 'TARDIVE']),
  /** When the server had the correction. */
  recuLe: instantSchema,
  refus: refusSchema.optional(),
  /** [CO-3] What gives hours: the longest visit (minutes) allowed when it was judged. Absent from those stamped before it was kept. */
  dureeMax: z.number().int().optional(),
  /** [CO-5] TARDIVE: the months that it reaches into, for the closing that sends what it changes. */
  mois: z.array(moisSchema).optional(),
});
export type Verdict = z.infer<typeof verdictSchema>;

/** A row that a PC pushed and the server did not take; `_id` is `refus:<date received>:<documentId>`. Its author sees it. */
export const refusDocSchema = z.object({
  _id: z.string(),
  type: z.literal('refus'),
  documentId: z.string(),
  auteur: z.string(),
  recuLe: instantSchema,
  code: z.string(),
  message: z.string(),
});
export type RefusDoc = z.infer<typeof refusDocSchema>;
