import { z } from 'zod';
import { dateCivileSchema, instantSchema } from '../temps/types';
import { antenneSchema } from './commun';
import { natureSchema } from './correction';
import { usagerSchema } from './dossiers';
import { visitePrecedenteSchema } from './visite-precedente';

// What an auditor reads, with the network and nothing kept: each request is in the audit log before it is answered.

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
    }),
  ),
  /** How many there are in all. */
  total: z.number(),
});
export type UsagersTrouves = z.infer<typeof usagersTrouvesSchema>;

/** The file, save the code by which the usager is known to the telephone. */
export const dossierConsulteSchema = usagerSchema.omit({ _id: true, type: true, codeUsager: true });
export type DossierConsulte = z.infer<typeof dossierConsulteSchema>;

/** A visit as it is retained, why, and what was corrected by whom. */
export const visiteConsulteeSchema = visitePrecedenteSchema.extend({
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
  visites: z.array(visiteConsulteeSchema),
});
export type ConsultationUsager = z.infer<typeof consultationUsagerSchema>;
