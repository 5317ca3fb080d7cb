import { z } from 'zod';
import { dateCivileSchema } from '../temps/types';
import { champsSaisie } from './saisie-commune';

/** Why a usager is not at home; the definitive ones have no end. */
export const NATURES_ABSENCE = {
  VACANCES: { libelle: 'Vacances', definitive: false },
  HOSPITALISATION: { libelle: 'Hospitalisation', definitive: false },
  AUTRE: { libelle: 'Autre absence', definitive: false },
  DEMENAGEMENT: { libelle: 'Déménagement', definitive: true },
  EHPAD: { libelle: 'Entrée en EHPAD', definitive: true },
  DECES: { libelle: 'Décès', definitive: true },
} as const;
export type NatureAbsence = keyof typeof NATURES_ABSENCE;

/**
 * A usager's absence, from a date to another, both included (no end = open). Append only; writer: a manager's PC. `remplace`:
 * the absence that this one states again; `annulee`: it never was.
 */
export const absenceSchema = z.object({
  ...champsSaisie,
  type: z.literal('absence'),
  usagerId: z.string().min(1).max(20),
  nature: z.enum(Object.keys(NATURES_ABSENCE) as [NatureAbsence, ...NatureAbsence[]]),
  du: dateCivileSchema,
  au: dateCivileSchema.optional(),
  commentaire: z.string().max(2000).optional(),
  remplace: z.string().max(60).optional(),
  annulee: z.literal(true).optional(),
});
export type Absence = z.infer<typeof absenceSchema>;
