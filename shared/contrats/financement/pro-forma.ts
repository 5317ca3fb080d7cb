import { z } from 'zod';
import { moisSchema } from '../../temps/types';
import { COMMENTAIRE_MAX, champsSaisie } from '../saisie-commune';

/** The aids of the Département: their pro forma is validated before its files leave for the DASES [CL-6]. */
export const DISPOSITIFS_PRO_FORMA = ['APA', 'ASL_PA', 'ASL_PH', 'PCH'] as const;
export type DispositifProForma = (typeof DISPOSITIFS_PRO_FORMA)[number];

export const DECISIONS_PRO_FORMA = { VALIDE: 'Validé', REFUSE: 'Refusé' } as const;
export type DecisionProForma = keyof typeof DECISIONS_PRO_FORMA;

/**
 * [CL-6] What an antenna says of its pro forma of a month. Append only; writer: a manager's PC. The latest by instant (then
 * the larger id) holds. `empreinte` is that of the closing that was read: what was not seen is not validated.
 */
export const proFormaSchema = z.object({
  ...champsSaisie,
  type: z.literal('proforma'),
  mois: moisSchema,
  decision: z.enum(Object.keys(DECISIONS_PRO_FORMA) as [DecisionProForma, ...DecisionProForma[]]),
  motif: z.string().trim().min(1).max(COMMENTAIRE_MAX).optional(),
  empreinte: z.string().regex(/^[0-9a-f]{64}$/),
});
export type ProForma = z.infer<typeof proFormaSchema>;
