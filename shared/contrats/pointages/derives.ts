import { z } from 'zod';
import { dateCivileSchema, instantSchema } from '../../temps/types';
import { antenneSchema, numeroE164Schema } from '../commun';
import { pointageSchema } from './pointage';

// What the server derives from punches beside interventions: rebuilt at will, written only when it changes.

export const RAISONS_ATTENTE = {
  USAGER_INCONNU: 'Aucun usager connu pour ce numéro',
  INTERVENANT_INCONNU: 'Aucune aide connue pour ce code',
  USAGER_ET_INTERVENANT_INCONNUS: 'Ni l’usager ni l’aide ne sont connus',
} as const;
export type RaisonAttente = keyof typeof RAISONS_ATTENTE;

/** [PT-5] A punch that waits; `_id` is `attente:<date>:<pointage>`, in the antenna that one side tells, else in tg-central. */
export const attenteSchema = pointageSchema
  .pick({
    sens: true,
    instant: true,
    recuLe: true,
    source: true,
    numeroAppelant: true,
    usagerId: true,
    intervenantId: true,
    remplace: true,
  })
  .extend({
    _id: z.string(),
    type: z.literal('attente'),
    pointageId: z.string(),
    date: dateCivileSchema,
    antenne: antenneSchema.optional(),
    raison: z.enum(Object.keys(RAISONS_ATTENTE) as [RaisonAttente, ...RaisonAttente[]]),
  });
export type Attente = z.infer<typeof attenteSchema>;

/**
 * Where a punch without its own usager, or that waits, or a failed call stands; `_id` is
 * `orphelin:<date>:<its _id>` in tg-central. The list to look at again when a number is attached, or when someone becomes known.
 */
export const orphelinSchema = z.object({
  _id: z.string(),
  type: z.literal('orphelin'),
  /** `_id` of the punch or failed call, in `tg-pointages-<year>`. */
  origine: z.string(),
  instant: instantSchema,
  /** Who it was attached to by its number. */
  usagerId: z.string().optional(),
  /** Where its `attente` (or the copy of the failed call) is. */
  base: z.string().optional(),
});
export type Orphelin = z.infer<typeof orphelinSchema>;

/**
 * [PT-8] A number to propose for attachment, every punch seen from it naming the same usager; `_id` is
 * `proposition:<date of its last punch>:<number without +>`, in the database of that usager's antenna.
 */
export const propositionSchema = z.object({
  _id: z.string(),
  type: z.literal('proposition'),
  numero: numeroE164Schema,
  usagerId: z.string(),
  /** Punches seen from it. */
  pointages: z.number().int().min(1),
  premier: instantSchema,
  dernier: instantSchema,
});
export type Proposition = z.infer<typeof propositionSchema>;

/**
 * [PT-8] A punch showed a number that is not its usager's; all of it is in its id, `vu:<number>:<instant>:<usager, encoded>:<punch>`,
 * in tg-central.
 */
export const vuSchema = z.object({ _id: z.string(), type: z.literal('vu') });
export type Vu = z.infer<typeof vuSchema>;
