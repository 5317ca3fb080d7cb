import { z } from 'zod';
import { dateCivileSchema, instantSchema } from '../temps/types';
import { correctionSchema } from './corrections/correction';
import { noteSchema, priseSchema } from './corrections/equipe';
import { absenceSchema } from './dossiers/absence';
import { sansTelegestionSchema } from './dossiers/sans-telegestion';
import { acquittementSchema } from './exploitation/alerte';
import { signalementSchema } from './exploitation/incident';
import { proFormaSchema } from './financement/pro-forma';
import { ficheSchema } from './pointages/fiche';
import { rattachementSchema } from './pointages/rattachement';

/** All that a manager's PC writes; one schema a type. The server takes nothing else from a PC. */
export const SAISIES = {
  correction: correctionSchema,
  rattachement: rattachementSchema,
  fiche: ficheSchema,
  prise: priseSchema,
  acquittement: acquittementSchema,
  absence: absenceSchema,
  sanstele: sansTelegestionSchema,
  note: noteSchema.omit({ intervenantId: true }),
  proforma: proFormaSchema,
  signalement: signalementSchema,
} as const;
export type TypeSaisie = keyof typeof SAISIES;
export type Saisie = { [T in TypeSaisie]: z.infer<(typeof SAISIES)[T]> }[TypeSaisie];

/** Whom it names, where it names someone. */
export const usagerNomme = (s: Saisie): string | undefined => ('usagerId' in s ? s.usagerId : undefined);

/**
 * The server has this saisie (a correction has its verdict instead); `_id` is `accuse:<date of the saisie>:<its id>`. Append
 * only. Without it, without verdict and without refus, it is « en attente » [CO-6].
 */
export const accuseSchema = z.object({
  _id: z.string(),
  type: z.literal('accuse'),
  /** `_id` of the saisie. */
  documentId: z.string(),
  date: dateCivileSchema,
  recuLe: instantSchema,
});
export type Accuse = z.infer<typeof accuseSchema>;
