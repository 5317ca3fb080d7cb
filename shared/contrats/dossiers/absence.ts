import { z } from 'zod';
import { dateCivileSchema, instantSchema } from '../../temps/types';
import { COMMENTAIRE_MAX, champsSaisie } from '../saisie-commune';

/** Why a usager is not at home; the definitive ones have no end, and are said of the visits of their day, and of those after. */
export const NATURES_ABSENCE = {
  VACANCES: { libelle: 'Vacances', definitive: false },
  HOSPITALISATION: { libelle: 'Hospitalisation', definitive: false },
  AUTRE: { libelle: 'Autre absence', definitive: false },
  DEMENAGEMENT: {
    libelle: 'Déménagement',
    definitive: true,
    apres: 'après le déménagement',
    jour: 'le jour du déménagement',
  },
  EHPAD: {
    libelle: 'Entrée en EHPAD',
    definitive: true,
    apres: 'après l’entrée en EHPAD',
    jour: 'le jour de l’entrée en EHPAD',
  },
  DECES: { libelle: 'Décès', definitive: true, apres: 'après le décès', jour: 'le jour du décès' },
} as const;
export type NatureAbsence = keyof typeof NATURES_ABSENCE;
export const natureAbsenceSchema = z.enum(Object.keys(NATURES_ABSENCE) as [NatureAbsence, ...NatureAbsence[]]);

/**
 * A usager's absence, from a date to another, both included (no end = open). Append only; writer: a manager's PC. `remplace`:
 * the absence that this one states again; `annulee`: it never was.
 */
export const absenceSchema = z.object({
  ...champsSaisie,
  type: z.literal('absence'),
  usagerId: z.string().min(1).max(20),
  nature: natureAbsenceSchema,
  du: dateCivileSchema,
  au: dateCivileSchema.optional(),
  commentaire: z.string().max(COMMENTAIRE_MAX).optional(),
  remplace: z.string().max(60).optional(),
  annulee: z.literal(true).optional(),
  /** When it came into the database of an antenna that had not typed it: what was closed there before stays as it was told [CL-2]. */
  partageLe: instantSchema.optional(),
});
export type Absence = z.infer<typeof absenceSchema>;
