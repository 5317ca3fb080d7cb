import { z } from 'zod';
import { instantSchema } from '../temps/types';

/** What is traced, and its word. */
export const ACTIONS = {
  IMPORT: 'Import',
  CLOTURE: 'Clôture',
  EXPORT: 'Export',
  ARCHIVE: 'Archivage',
  SAUVEGARDE: 'Sauvegarde',
  RESTAURATION: 'Restauration',
  REVERSIBILITE: 'Jeux de réversibilité',
  REPRISE: 'Reprise d’un jeu',
  ENVOI: 'Envoi',
  RETOUR: 'Retour d’un envoi',
  FACTURE: 'Facture',
  INCIDENT: 'Incident',
  MAINTENANCE: 'Maintenance prévue',
  RAPPORT: 'Rapport d’activité',
  COMPTE: 'Compte',
  CODE_USAGER: 'Code d’un usager',
  CODE_AIDE: 'Code d’une aide',
  ACCES_PERSONNEL: 'Accès personnel',
  PARAMETRE: 'Paramètre',
  ASTREINTE: 'Astreinte',
  CONNEXION: 'Connexion',
  DECONNEXION: 'Déconnexion',
  CONNEXION_REFUSEE: 'Connexion refusée',
  VERROUILLAGE: 'Verrouillage',
  SESSION: 'Session fermée',
  SECOND_FACTEUR: 'Second facteur',
  NOUVEAUTES: 'Notes de version lues',
  SAISIE: 'Saisie',
  CONSULTATION: 'Consultation',
  PURGE: 'Purge',
  GEL: 'Gel',
  DIVERGENCE: 'Divergence réglée',
  TENTATIVE: 'Tentative refusée',
} as const;
export type ActionAudit = keyof typeof ACTIONS;

/** What was done, by whom, on what: ids and names of files, never personal data. */
export const entreeSchema = z.object({
  instant: instantSchema,
  /** An account, or `CLI:<system user>`. */
  auteur: z.string(),
  action: z.enum(Object.keys(ACTIONS) as [ActionAudit, ...ActionAudit[]]),
  objet: z.string(),
});
export type EntreeAudit = z.infer<typeof entreeSchema>;

export const maillonSchema = z.object({
  _id: z.string(),
  type: z.literal('audit'),
  numero: z.number().int().min(1),
  /** Hash of the link before; of nothing for the first one. */
  precedent: z.string(),
  entrees: z.array(entreeSchema).min(1),
  empreinte: z.string(),
});
export type Maillon = z.infer<typeof maillonSchema>;
