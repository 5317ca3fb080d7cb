import { z } from 'zod';
import { dateCivileSchema, instantSchema } from '../temps/types';
import { antenneSchema } from './commun';
import { quoiPanneSchema } from './disponibilite';
import { champsSaisie } from './saisie-commune';

/** What an incident is about, as who reports it would say. */
export const CATEGORIES_INCIDENT = {
  TELEPHONE: 'Téléphone des aides (SVI)',
  ECRAN: 'Écran ou saisie',
  SYNCHRONISATION: 'Hors connexion, synchronisation',
  DONNEES: 'Données absentes ou fausses',
  FICHIERS: 'Clôture, fichiers, envois',
  ACCES: 'Connexion, droits',
  QUESTION: 'Question, demande',
} as const;
export type CategorieIncident = keyof typeof CATEGORIES_INCIDENT;

/** The gravest first. */
export const GRAVITES_INCIDENT = {
  BLOQUANTE: { libelle: 'Bloquante', sens: 'le travail est arrêté' },
  MAJEURE: { libelle: 'Majeure', sens: 'le travail est gêné, il peut continuer autrement' },
  MINEURE: { libelle: 'Mineure', sens: 'le travail continue' },
} as const;
export type GraviteIncident = keyof typeof GRAVITES_INCIDENT;

export const ETATS_INCIDENT = {
  SIGNALE: 'Signalé',
  PRIS: 'Pris en charge',
  ATTENTE: 'Attend une réponse',
  RESOLU: 'Résolu, à confirmer',
  CLOS: 'Clos',
} as const;
export type EtatIncident = keyof typeof ETATS_INCIDENT;

const clesDe = <C extends string>(table: Record<C, unknown>): [C, ...C[]] => Object.keys(table) as [C, ...C[]];
export const categorieSchema = z.enum(clesDe(CATEGORIES_INCIDENT));
export const graviteSchema = z.enum(clesDe(GRAVITES_INCIDENT));
const etatSchema = z.enum(clesDe(ETATS_INCIDENT));

const panneLieeSchema = z.object({ quoi: quoiPanneSchema, debut: instantSchema });
export type PanneLiee = z.infer<typeof panneLieeSchema>;

/**
 * What is needed to reproduce, and nobody's data: shapes so narrow that neither a name nor the id of an usager passes through
 * (shared/domain/incident/contexte makes them so; a forged one is refused).
 */
export const contexteIncidentSchema = z.object({
  /** `/interventions/`, never what follows. */
  ecran: z.string().regex(/^\/([a-z]{1,20}\/)?$/),
  version: z.string().regex(/^[\w.-]{1,40}$/),
  navigateur: z.string().regex(/^[A-Za-z]{1,20}( \d{1,4})?( sur [A-Za-z]{1,20})?$/),
  liaison: z.enum(['CONNEXION', 'EN_LIGNE', 'HORS_LIGNE', 'SESSION_FINIE']),
  /** Rows that waited on the PC, and that were refused to it. */
  attente: z.number().int().min(0).max(1_000_000),
  refusees: z.number().int().min(0).max(1_000_000),
  /** The last ones, by the pattern of their route. */
  requetes: z
    .array(
      z.object({
        methode: z.enum(['GET', 'POST', 'PUT', 'DELETE']),
        route: z.string().regex(/^(\/([a-z-]{1,20}|:id))+$/),
        /** 0 where nobody answered. */
        statut: z.number().int().min(0).max(599),
        /** The server's log has it too. */
        reference: z
          .string()
          .regex(/^[0-9a-f]{8}$/)
          .optional(),
        instant: instantSchema,
      }),
    )
    .max(10),
});
export type ContexteIncident = z.infer<typeof contexteIncidentSchema>;

const champsSignalement = {
  type: z.literal('signalement'),
  categorie: categorieSchema,
  gravite: graviteSchema,
  texte: z.string().trim().min(1).max(4_000),
  contexte: contexteIncidentSchema,
  /** Outages that went on when it was written. */
  pannes: z.array(panneLieeSchema).max(10),
};

/** An incident as it is reported; `_id` is `signalement:<date>:<id>`. Append only; writer: a PC of the antenna, offline too. */
export const signalementSchema = z.object({ ...champsSaisie, ...champsSignalement });

/** As it is kept: that of someone who keeps nothing on a PC is of no antenna, in tg-central. */
export const signalementGardeSchema = signalementSchema.partial({ antenne: true, poste: true });
export type Signalement = z.infer<typeof signalementGardeSchema>;

/** What such a person sends. */
export const demandeSignalementSchema = z.object(champsSignalement).omit({ type: true });
export type DemandeSignalement = z.infer<typeof demandeSignalementSchema>;

/** Who does it: those who use the service, those who run it, or both. `vers` absent: the state stays. */
export const GESTES_INCIDENT = {
  PRENDRE: {
    libelle: 'Prendre en charge',
    de: ['SIGNALE', 'PRIS', 'ATTENTE'],
    vers: 'PRIS',
    qui: 'ASSISTANCE',
    message: 'NON',
  },
  DEMANDER: {
    libelle: 'Demander une précision',
    de: ['SIGNALE', 'PRIS'],
    vers: 'ATTENTE',
    qui: 'ASSISTANCE',
    message: 'OUI',
  },
  REPONDRE: { libelle: 'Répondre', de: ['SIGNALE', 'PRIS', 'ATTENTE', 'RESOLU'], qui: 'TOUS', message: 'OUI' },
  RESOUDRE: {
    libelle: 'Résoudre',
    de: ['SIGNALE', 'PRIS', 'ATTENTE'],
    vers: 'RESOLU',
    qui: 'ASSISTANCE',
    message: 'OUI',
  },
  CONFIRMER: { libelle: 'Confirmer et clore', de: ['RESOLU'], vers: 'CLOS', qui: 'TOUS', message: 'NON' },
  ROUVRIR: { libelle: 'Rouvrir', de: ['RESOLU', 'CLOS'], vers: 'PRIS', qui: 'TOUS', message: 'OUI' },
  REQUALIFIER: { libelle: 'Requalifier', de: ['SIGNALE', 'PRIS', 'ATTENTE'], qui: 'ASSISTANCE', message: 'NON' },
  LIER: {
    libelle: 'Lier à une panne',
    de: ['SIGNALE', 'PRIS', 'ATTENTE', 'RESOLU', 'CLOS'],
    qui: 'ASSISTANCE',
    message: 'NON',
  },
} as const satisfies Record<
  string,
  {
    libelle: string;
    de: readonly EtatIncident[];
    vers?: EtatIncident;
    qui: 'ASSISTANCE' | 'TOUS';
    message: 'OUI' | 'NON';
  }
>;
export type NomGeste = keyof typeof GESTES_INCIDENT;

/** What one does to an incident; the key of the incident says whose it is. */
export const demandeGesteSchema = z.object({
  incident: z.string().min(1).max(120),
  geste: z.enum(clesDe(GESTES_INCIDENT)),
  message: z.string().trim().max(4_000).default(''),
  categorie: categorieSchema.optional(),
  gravite: graviteSchema.optional(),
  panne: panneLieeSchema.optional(),
});
export type DemandeGeste = z.input<typeof demandeGesteSchema>;

/** `geste-incident:<date>:<id>` in tg-central. Append only; writer: the server. */
export const gesteIncidentSchema = demandeGesteSchema.extend({
  _id: z.string(),
  type: z.literal('geste-incident'),
  id: z.string(),
  date: dateCivileSchema,
  auteur: z.string(),
  instant: instantSchema,
  /** By the author's role, when it was done. */
  cote: z.enum(['SERVICE', 'ASSISTANCE']),
});
export type GesteIncident = z.infer<typeof gesteIncidentSchema>;

/** Opening minutes of the assistance from the reception, by severity. */
export const delaisIncidentsSchema = z.record(
  graviteSchema,
  z.object({ prise: z.number().int().min(1).max(10_000), resolution: z.number().int().min(1).max(100_000) }),
);
export type DelaisIncidents = z.infer<typeof delaisIncidentsSchema>;

const echeanceSchema = z.object({
  limite: instantSchema,
  faiteLe: instantSchema.optional(),
  /** The clock stands still: an answer is waited for. */
  suspendue: z.literal(true).optional(),
});
export type Echeance = z.infer<typeof echeanceSchema>;

/** An incident as screens and exports show it. */
export const incidentVuSchema = z.object({
  cle: z.string(),
  /** What one says on the telephone. */
  reference: z.string(),
  antenne: antenneSchema.optional(),
  auteur: z.string(),
  instant: instantSchema,
  recuLe: instantSchema,
  categorie: categorieSchema,
  gravite: graviteSchema,
  etat: etatSchema,
  texte: z.string(),
  contexte: contexteIncidentSchema,
  pannes: z.array(panneLieeSchema),
  /** Who has it. */
  porteur: z.string().optional(),
  fil: z.array(
    gesteIncidentSchema.pick({
      id: true,
      auteur: true,
      instant: true,
      cote: true,
      geste: true,
      message: true,
      categorie: true,
      gravite: true,
      panne: true,
    }),
  ),
  prise: echeanceSchema,
  resolution: echeanceSchema,
});
export type IncidentVu = z.infer<typeof incidentVuSchema>;

/** `GET /api/incidents`: those that the session may see, the last ones first. */
export const incidentsLusSchema = z.object({
  incidents: z.array(incidentVuSchema),
  /** Names of those who wrote, by login. */
  noms: z.record(z.string(), z.string()),
  cote: z.enum(['SERVICE', 'ASSISTANCE']),
  /** To link one with; for the assistance. */
  pannes: z.array(panneLieeSchema),
});
export type IncidentsLus = z.infer<typeof incidentsLusSchema>;

/** `GET /api/incidents/compte`: how many of them wait for the session's side. */
export const compteIncidentsSchema = z.object({ enJeu: z.number().int().nonnegative() });
export type CompteIncidents = z.infer<typeof compteIncidentsSchema>;
