import { z } from 'zod';
import { dateCivileSchema, instantSchema } from '../../temps/types';
import { antenneSchema } from '../commun';
import { natureSchema } from '../corrections/correction';
import { natureAbsenceSchema } from './absence';
import { usagerSchema } from './dossiers';
import { visitePrecedenteSchema } from './visite-precedente';

// What an auditor reads, with the network and nothing kept: each request is in the audit log before it is answered.

/** That an usager has left for good: it is said beside the name. */
const departSchema = z.object({ nature: natureAbsenceSchema, du: dateCivileSchema });
export type Depart = z.infer<typeof departSchema>;

/** Most that a search gives; beyond, it must say more. */
export const TROUVES_MAX = 30;

export const usagersTrouvesSchema = z.object({
  usagers: z.array(
    z.object({
      id: z.string(),
      nom: z.string(),
      prenom: z.string(),
      dateNaissance: dateCivileSchema,
      antenne: antenneSchema,
      depart: departSchema.optional(),
    }),
  ),
  /** How many there are in all. */
  total: z.number(),
});
export type UsagersTrouves = z.infer<typeof usagersTrouvesSchema>;

/** The file, save the code by which the usager is known to the telephone. */
export const dossierConsulteSchema = usagerSchema
  .omit({ _id: true, type: true, codeUsager: true })
  .extend({ depart: departSchema.optional() });
export type DossierConsulte = z.infer<typeof dossierConsulteSchema>;

/** What a visit of which no punch is expected is called: A_RETIRER, still planned though its usager has left for good. */
const statutDispenseSchema = z.enum(['ABSENCE', 'A_RETIRER', 'FICHE_A_SAISIR']);
export type StatutDispense = z.infer<typeof statutDispenseSchema>;

/** A visit as it is retained, why, and what was corrected by whom. */
export const visiteConsulteeSchema = visitePrecedenteSchema.extend({
  /** No punch is expected of it: what it is called instead, and why. */
  dispensee: z.object({ statut: statutDispenseSchema, dispense: z.string() }).optional(),
  explication: z.array(z.string()),
  corrections: z.array(
    z.object({
      auteur: z.string(),
      instant: instantSchema,
      nature: natureSchema,
      motif: z.string(),
      etat: z.enum(['APPLIQUEE', 'TARDIVE', 'REFUSEE', 'SANS_OBJET', 'RETIREE']),
    }),
  ),
});
export type VisiteConsultee = z.infer<typeof visiteConsulteeSchema>;

export const consultationUsagerSchema = z.object({
  usager: dossierConsulteSchema,
  /** What the funders of its prises en charge are called, by their code. */
  financeurs: z.record(z.string(), z.string()),
  visites: z.array(visiteConsulteeSchema),
});
export type ConsultationUsager = z.infer<typeof consultationUsagerSchema>;
