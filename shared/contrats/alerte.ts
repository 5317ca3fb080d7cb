import { z } from 'zod';
import { dateCivileSchema, instantSchema, minutesSchema, moisSchema } from '../temps/types';
import { natureAbsenceSchema } from './absence';
import { antenneSchema } from './commun';
import { destinationSchema } from './envoi';
import { champsSaisie } from './saisie-commune';

/** Every kind of alert: its rule, its words, the screen that settles it (rules AL). */
export const GENRES_ALERTE = {
  APPEL_INCOMPLET: { regle: 'AL-1', libelle: 'Appel incomplet', ecran: 'interventions' },
  NOUVEL_USAGER_AIDE: { regle: 'AL-2', libelle: 'Nouvel usager, aide du Département', ecran: 'usagers' },
  NOUVEL_USAGER_SANS_AIDE: { regle: 'AL-3', libelle: 'Nouvel usager, sans aide du Département', ecran: 'usagers' },
  FIN_DE_PRISE_EN_CHARGE: { regle: 'AL-4', libelle: 'Prise en charge qui se termine', ecran: 'usagers' },
  NUMERO_INCONNU: { regle: 'AL-5', libelle: 'Numéro inconnu', ecran: 'numeros' },
  VISITE_NON_COMMENCEE: { regle: 'AL-5', libelle: 'Visite non commencée', ecran: 'interventions' },
  DEPART_EN_RETARD: { regle: 'AL-5', libelle: 'Départ en retard', ecran: 'interventions' },
  POINTEE_EN_ABSENCE: { regle: 'AL-5', libelle: 'Visite pointée pendant une absence', ecran: 'interventions' },
  CHEVAUCHEMENT: { regle: 'AL-5', libelle: 'Visites qui se chevauchent', ecran: 'interventions' },
  CONFLIT: { regle: 'AL-5', libelle: 'Conflit de corrections', ecran: 'interventions' },
  VISITES_A_RETIRER: { regle: 'AL-5', libelle: 'Visites à retirer de Millésime', ecran: 'usagers' },
  DEPASSEMENT_PREVU: { regle: 'AL-5', libelle: 'Plan dépassé, ou qui peut l’être', ecran: 'usagers' },
  MILLESIME_MUET: { regle: 'AL-5', libelle: 'Fichiers de Millésime en retard', ecran: 'service' },
  EXPORT_REFUSE: { regle: 'AL-5', libelle: 'Envoi refusé', ecran: 'envois' },
} as const;
export type GenreAlerte = keyof typeof GENRES_ALERTE;

/**
 * An alert: a fact that asks for a gesture; `_id` is `alerte:<depuis>:<genre>:<subject>`, so that the same fact come again later is
 * another. Derived by the server, gone when the fact is. Acknowledging is another document.
 */
export const alerteSchema = z.object({
  _id: z.string(),
  type: z.literal('alerte'),
  genre: z.enum(Object.keys(GENRES_ALERTE) as [GenreAlerte, ...GenreAlerte[]]),
  depuis: dateCivileSchema,
  usagerId: z.string().optional(),
  intervenantId: z.string().optional(),
  interventionId: z.string().optional(),
  numeroPec: z.string().optional(),
  numero: z.string().optional(),
  /** The hour that the fact is about: planned start or end, punch, first waiting call, last file received, refusal. */
  instant: instantSchema.optional(),
  /** [AL-4] Its last day. */
  fin: dateCivileSchema.optional(),
  /** How many visits are still planned, and the departure that they are planned after. */
  visites: z.number().int().positive().optional(),
  nature: natureAbsenceSchema.optional(),
  /** [AP-10] The visit that this one overlaps, and its antenna where that is another one. */
  autre: z.object({ interventionId: z.string(), date: dateCivileSchema, antenne: antenneSchema.optional() }).optional(),
  /** A forecast overrun: minutes that reach the plan, done and planned until the end of the month, its cap, and who takes over the rest. */
  chiffres: z
    .object({
      faites: minutesSchema,
      prevues: minutesSchema,
      plafond: minutesSchema,
      /** Absent from an alert of before. */
      reprises: z
        .array(z.object({ numeroPec: z.string().optional(), codeFinanceur: z.string(), minutes: minutesSchema }))
        .optional(),
    })
    .optional(),
  /** A file refused: by its return file, or by a depot that is no longer tried; whether it has left again and waits for its answer. */
  envoi: z
    .object({
      nom: z.string(),
      mois: moisSchema,
      destination: destinationSchema,
      cause: z.enum(['RETOUR', 'DEPOT']),
      renvoye: z.literal(true).optional(),
    })
    .optional(),
});
export type Alerte = z.infer<typeof alerteSchema>;

/** [AL-5] Whether the minutes done are beyond the cap already, without those still planned. */
export const estDepasse = ({ chiffres }: Pick<Alerte, 'chiffres'>): boolean =>
  chiffres !== undefined && chiffres.faites > chiffres.plafond;

/**
 * What one alert is called: of a plan, by its figures. `reporte`: what earlier months left of an APA may take what is beyond [FI-6],
 * and the figures do not count it.
 */
export const libelleAlerte = (a: Pick<Alerte, 'genre' | 'chiffres'>, reporte = false): string => {
  if (a.genre !== 'DEPASSEMENT_PREVU' || !a.chiffres) return GENRES_ALERTE[a.genre].libelle;
  const peutEtre = reporte ? 'peut-être ' : '';
  return estDepasse(a) ? `Plan ${peutEtre}dépassé` : `Plan qui sera ${peutEtre}dépassé`;
};

/** Someone has seen an alert: it leaves the counts, not the list; or has not, after all. Append only; writer: a manager's PC. */
export const acquittementSchema = z.object({
  ...champsSaisie,
  type: z.literal('acquittement'),
  /** `_id` of the alert. */
  alerteId: z.string().min(1).max(300),
  /** To be seen again, for everyone: takes away what was said of it before. */
  annule: z.literal(true).optional(),
});
export type Acquittement = z.infer<typeof acquittementSchema>;
