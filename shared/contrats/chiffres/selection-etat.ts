import { z } from 'zod';
import { demandeEtatSchema } from '../../etats/contrat';
import { periodeGardeeSchema } from '../../etats/periodes';
import { dateCivileSchema, instantSchema } from '../../temps/types';
import { idDemandeSchema, refusSchema } from '../commun';

export const RYTHMES = {
  JOUR: 'chaque jour',
  SEMAINE: 'chaque lundi',
  MOIS: 'le 1er de chaque mois',
} as const;
export type Rythme = keyof typeof RYTHMES;
export const CODES_RYTHMES = Object.keys(RYTHMES) as Rythme[];
const rythmeSchema = z.enum(CODES_RYTHMES as [Rythme, ...Rythme[]]);

/** What one keeps of a state: what is asked, for a period that may move with the day, and when it is mailed. */
export const saisieSelectionSchema = z.object({
  nom: z.string().trim().min(1).max(80),
  demande: demandeEtatSchema.omit({ du: true, au: true }),
  periode: periodeGardeeSchema,
  rythme: rythmeSchema.optional(),
});
export type SaisieSelection = z.infer<typeof saisieSelectionSchema>;
export const nouvelleSelectionSchema = saisieSelectionSchema.extend({ id: idDemandeSchema.exactOptional() });

/** A kept selection, in tg-central; `_id` is `selection-etat:<identifiant>:<id>`. It is of one account, and of no other. */
export const selectionEtatSchema = saisieSelectionSchema.extend({
  _id: z.string(),
  type: z.literal('selection-etat'),
  id: z.string(),
  identifiant: z.string(),
  creeLe: instantSchema,
  /** Since when it is mailed: an earlier day is not made up for. */
  programmeLe: instantSchema.optional(),
  /** The last mail: the day that it was due, how often it was prepared, and its document in the outbox. */
  envoi: z.object({ du: dateCivileSchema, essai: z.number().int(), courriel: z.string() }).optional(),
  /** Why the last one could not even be prepared. */
  empeche: refusSchema.extend({ du: dateCivileSchema }).optional(),
});
export type SelectionEtat = z.infer<typeof selectionEtatSchema>;

export const ETATS_COURRIEL = ['PREPARE', 'ENVOYE', 'REFUSE', 'EMPECHE'] as const;

/** What its owner sees of it. */
export const selectionMontreeSchema = saisieSelectionSchema.extend({
  id: z.string(),
  dernier: z
    .object({
      du: dateCivileSchema,
      etat: z.enum(ETATS_COURRIEL),
      essai: z.number().int(),
      /** What the mail server answered, or what keeps the mail from being prepared. */
      raison: z.string().optional(),
    })
    .optional(),
});
export type SelectionMontree = z.infer<typeof selectionMontreeSchema>;

export const selectionsMontreesSchema = z.object({
  selections: z.array(selectionMontreeSchema),
  /** Where they are mailed; absent, the account has no address, and nothing can be. */
  courriel: z.string().optional(),
});
export type SelectionsMontrees = z.infer<typeof selectionsMontreesSchema>;
