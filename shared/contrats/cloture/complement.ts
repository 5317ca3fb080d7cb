import { z } from 'zod';
import { instantSchema, minutesSchema, moisSchema } from '../../temps/types';
import { antenneSchema } from '../commun';
import { devenirFigeSchema, identiteFigeeSchema, visiteFigeeSchema } from './cloture';

/** A visit of a month closed before: as it left so far, and as it is retained now; one side only where it comes or goes. */
const visiteComplementaireSchema = z.object({
  moisOrigine: moisSchema,
  ancien: visiteFigeeSchema.optional(),
  nouveau: visiteFigeeSchema.optional(),
  /** [RE] When its calls became known, of those that were not yet as that month was closed; absent from what was frozen before it was said. */
  connus: z.object({ arrivee: instantSchema.optional(), depart: instantSchema.optional() }).optional(),
  /** [RE] What became of one that only comes off; absent where nothing is left of it, and from what was frozen before it was said. */
  devenir: devenirFigeSchema.optional(),
});
export type VisiteComplementaire = z.infer<typeof visiteComplementaireSchema>;

/** A row of VENTILATION of a month closed before, whose minutes are no longer those that left. */
const ecartVentilationSchema = z.object({
  usagerId: z.string(),
  numeroPec: z.string().optional(),
  codeFinanceur: z.string(),
  intervenantId: z.string(),
  ancien: minutesSchema,
  nouveau: minutesSchema,
  moisOrigine: moisSchema,
  /** Distinct visits with at least one minute in the row, as it is now. */
  nombreInterventions: z.number().int(),
});
export type EcartVentilation = z.infer<typeof ecartVentilationSchema>;

/**
 * [CL-4, FI-9] What the closing of `mois` found changed, for one usager, in months that the antenna had closed before; `_id` is
 * `complement:<mois>:<usagerId>`, in the antenna's database. Nothing reads it before that closing is made.
 */
export const complementSchema = z.object({
  _id: z.string(),
  type: z.literal('complement'),
  mois: moisSchema,
  antenne: antenneSchema,
  usagerId: z.string(),
  /** Of one who had no visit in those months, no frozen state says who it is. */
  usager: identiteFigeeSchema.optional(),
  /** Those whose retained state or parts have changed: COMPLEMENTAIRE carries those that its columns tell apart. */
  visites: z.array(visiteComplementaireSchema),
  ventilation: z.array(ecartVentilationSchema),
});
export type Complement = z.infer<typeof complementSchema>;
