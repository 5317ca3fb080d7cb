import { z } from 'zod';
import { dateCivileSchema, instantSchema } from '../../temps/types';
import { champsSaisie } from '../saisie-commune';

export const RAISONS_SANS_TELEGESTION = {
  SANS_TELEPHONE: 'Pas de téléphone',
  REFUS: 'Refus de l’usager',
  INCOMPATIBLE: 'Ligne incompatible',
} as const;
export type RaisonSansTelegestion = keyof typeof RAISONS_SANS_TELEGESTION;

/** [PT-7] A usager whose visits are entered from slips, from one date to another. Append only; writer: a manager's PC. */
export const sansTelegestionSchema = z.object({
  ...champsSaisie,
  type: z.literal('sanstele'),
  usagerId: z.string().min(1).max(20),
  raison: z.enum(Object.keys(RAISONS_SANS_TELEGESTION) as [RaisonSansTelegestion, ...RaisonSansTelegestion[]]),
  depuis: dateCivileSchema,
  jusqua: dateCivileSchema.optional(),
  /** As of an absence. */
  partageLe: instantSchema.optional(),
});
export type SansTelegestion = z.infer<typeof sansTelegestionSchema>;
