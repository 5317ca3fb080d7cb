import { z } from 'zod';
import { dateCivileSchema, instantSchema } from '../../temps/types';
import { anomalieSchema, antenneSchema, numeroE164Schema } from '../commun';
import { SOURCES } from '../pointages/pointage';

/** What an intervention keeps of a punch. */
export const pointageRetenuSchema = z.object({
  id: z.string(),
  instant: instantSchema,
  recuLe: instantSchema,
  /** [CO-8] When it became known, where that is later: handed on late, or its number attached since. */
  connuLe: instantSchema.optional(),
  source: z.enum(SOURCES),
  numeroAppelant: numeroE164Schema.optional(),
  horlogeDouteuse: z.literal(true).optional(),
});
export type PointageRetenu = z.infer<typeof pointageRetenuSchema>;

export const visitePrevueSchema = z.object({
  id: z.string(),
  intervenantId: z.string(),
  debut: instantSchema,
  fin: instantSchema,
  codePrestation: z.string(),
  /** Millésime's planning no longer has it, since that day: it is still expected, and said. */
  absenteDepuis: dateCivileSchema.optional(),
});
export type VisitePrevue = z.infer<typeof visitePrevueSchema>;

/** [AP-8] Why the pairing says so: the rule, the punches used or set aside, a French sentence. */
export const motifAppariementSchema = z.object({
  regle: z.string(),
  pointages: z.array(z.string()),
  texte: z.string(),
});
export type MotifAppariement = z.infer<typeof motifAppariementSchema>;

const pointageEcarteSchema = pointageRetenuSchema.extend({ sens: z.enum(['ARRIVEE', 'DEPART']), regle: z.string() });

/** [AP-11] What a planned visit knows of the intervention before it: its id, and all that a correction may name. */
const precedenteSchema = z.object({
  id: z.string(),
  arrivee: pointageRetenuSchema,
  ecartes: z.array(pointageEcarteSchema),
  visite: visitePrevueSchema,
  creations: z.array(z.string()),
});
const couvertureSchema = precedenteSchema.extend({ depart: pointageRetenuSchema });
export type Couverture = z.infer<typeof couvertureSchema>;

/**
 * The raw intervention: the pairing's result, derived, can be rebuilt. Nothing in it depends on the time of reading
 * (`statutBrut` does, from `maintenant`). `_id` is `intervention:<date>:<id>`; `id` is its first punch, else its planned
 * visit, else the correction that created it.
 */
export const interventionSchema = z.object({
  _id: z.string(),
  type: z.literal('intervention'),
  id: z.string(),
  /** Civil date of the arrival, else of the departure, else of the planned start, else of the created start. */
  date: dateCivileSchema,
  antenne: antenneSchema,
  usagerId: z.string(),
  intervenantId: z.string(),
  codePrestation: z.string(),
  arrivee: pointageRetenuSchema.optional(),
  depart: pointageRetenuSchema.optional(),
  /** [AP-2, AP-3] The open arrival ended without departure: a later punch of the pair says so. */
  sansSuite: z.literal(true).optional(),
  /** [AL-5] Of an arrival with no visit of its own, said again while the visit that an earlier one took was going on: its planned end. */
  finAttendue: instantSchema.optional(),
  /** Punches kept and not used: duplicates [AP-3, AP-4], replaced by key 9. */
  ecartes: z.array(pointageEcarteSchema),
  visite: visitePrevueSchema.optional(),
  /** [AP-11] Planned visits that follow `visite` and that these punches cover too, in their order. */
  couvertes: z.array(visitePrevueSchema).optional(),
  /** [AP-11] Of a planned visit that has no punch of its own: the intervention that covers it. */
  couverture: couvertureSchema.optional(),
  /** [AP-11] Of an arrival without departure: the planned visits that this departure may come to cover. */
  suivantes: z.array(visitePrevueSchema).optional(),
  /** [AP-11] Of one of those: the intervention that may come to cover it, for as long as its aide is there. */
  precedente: precedenteSchema.optional(),
  /** [CO-8] Accepted CREATIONs that are this visit. */
  creations: z.array(z.string()),
  anomalies: z.array(anomalieSchema),
  explication: z.array(motifAppariementSchema),
});
export type Intervention = z.infer<typeof interventionSchema>;

export const STATUTS_BRUTS = [
  'PREVUE',
  'EN_COURS',
  'COMPLETE',
  'SANS_ARRIVEE',
  'SANS_DEPART',
  'NON_POINTEE',
  'COUVERTE',
] as const;
export type StatutBrut = (typeof STATUTS_BRUTS)[number];
export const STATUTS_RETENUS = [...STATUTS_BRUTS, 'CORRIGEE', 'CREEE', 'ANNULEE'] as const;
export type StatutRetenu = (typeof STATUTS_RETENUS)[number];

/** Adjustment code of ESPPADOM, derived from the facts (rules, CO). */
export const AJUSTEMENTS = ['CRE', 'COA', 'COD', 'CO2', 'SUP', 'MDT', ''] as const;
export type Ajustement = (typeof AJUSTEMENTS)[number];
