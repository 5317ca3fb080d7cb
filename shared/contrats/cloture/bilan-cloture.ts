import { z } from 'zod';
import { antenneConnueSchema } from '../../domain/antenne/registre';
import { dateCivileSchema, instantSchema, minutesSchema, moisSchema } from '../../temps/types';
import { antenneSchema } from '../commun';

/** [CL-1] What is still to be settled before a month is closed, and the words of the screen. */
export const A_REGLER = {
  SANS_ARRIVEE: { plusieurs: 'Sans heure d’arrivée' },
  SANS_DEPART: { plusieurs: 'Sans heure de départ' },
  EN_COURS: { plusieurs: 'Encore en cours' },
  NON_POINTEE: { plusieurs: 'Prévues et non pointées', une: 'Prévue et non pointée' },
  FICHE_A_SAISIR: { plusieurs: 'Fiches à saisir (sans télégestion)', une: 'Fiche à saisir (sans télégestion)' },
  A_RETIRER: {
    plusieurs: 'À retirer de Millésime : prévues après un décès ou un départ',
    une: 'À retirer de Millésime : prévue après un décès ou un départ',
  },
  ABSENCE: { plusieurs: 'Prévues pendant une absence', une: 'Prévue pendant une absence' },
  PREVUE: { plusieurs: 'Encore à venir' },
  POINTEE_EN_ABSENCE: {
    plusieurs: 'Pointées pendant une absence ou après un départ, à vérifier',
    une: 'Pointée pendant une absence ou après un départ, à vérifier',
  },
  CONFLIT: { plusieurs: 'En conflit' },
  SANS_FINANCEUR: {
    plusieurs: 'Visites sans prise en charge : au tarif propre',
    une: 'Visite sans prise en charge : au tarif propre',
  },
  DEPASSEMENT: {
    plusieurs: 'Visites au-delà du plan d’aide : au tarif propre',
    une: 'Visite au-delà du plan d’aide : au tarif propre',
  },
  SANS_TARIF: {
    plusieurs:
      'Visites d’avant leur financeur, sans tarif ni fichier : à dater plus tôt dans FINANCEURS avant de clore',
    une: 'Visite d’avant son financeur, sans tarif ni fichier : à dater plus tôt dans FINANCEURS avant de clore',
  },
  APPEL_INCONNU: { plusieurs: 'Appels d’un numéro inconnu', une: 'Appel d’un numéro inconnu' },
  APPEL_SANS_AIDE: { plusieurs: 'Appels d’une aide inconnue', une: 'Appel d’une aide inconnue' },
  CORRECTION_ATTENTE: {
    plusieurs: 'Corrections que le serveur n’a pas encore jugées',
    une: 'Correction que le serveur n’a pas encore jugée',
  },
} as const satisfies Record<string, { plusieurs: string; une?: string }>;
export type ARegler = keyof typeof A_REGLER;
/** « 60 Visites au-delà du plan », « 1 Appel d’un numéro inconnu ». */
export const aReglerEnMots = (quoi: ARegler, nombre: number): string => {
  const mots: { plusieurs: string; une?: string } = A_REGLER[quoi];
  return (nombre === 1 ? mots.une : undefined) ?? mots.plusieurs;
};
const aReglerSchema = z.enum(Object.keys(A_REGLER) as [ARegler, ...ARegler[]]);
/** Those over which a month is closed only by who says why. */
export const INCOMPLETES = [
  'SANS_ARRIVEE',
  'SANS_DEPART',
  'EN_COURS',
  'NON_POINTEE',
  'FICHE_A_SAISIR',
  'A_RETIRER',
  'ABSENCE',
  'PREVUE',
] as const satisfies ARegler[];
/** Of them, those that nobody was to make: they lack no hour. */
export const SANS_VISITE = ['A_RETIRER', 'ABSENCE'] as const satisfies (typeof INCOMPLETES)[number][];

/** Of what a closing left without hours, that which somebody was to make. */
export const aFaireDe = (k: { incompletes?: number | undefined; sansVisite?: number | undefined }): number =>
  (k.incompletes ?? 0) - (k.sansVisite ?? 0);

/** A PC of the antenna that may hold corrections which the server does not have. */
const posteEnRetardSchema = z.object({
  poste: z.string(),
  /** The name of its account. */
  nom: z.string(),
  vuLe: instantSchema,
  attente: z.number().int(),
});
export type PosteEnRetard = z.infer<typeof posteEnRetardSchema>;

const usagerConcerneSchema = z.object({ id: z.string(), nom: z.string(), minutes: minutesSchema });

/** Hours by funder, and in all: provisional of an open month, those that were frozen of a closed one. */
export const chiffresClotureSchema = z.object({
  visites: z.number().int(),
  minutes: minutesSchema,
  parFinanceur: z.array(
    z.object({ code: z.string(), libelle: z.string(), visites: z.number().int(), minutes: minutesSchema }),
  ),
});
export type ChiffresCloture = z.infer<typeof chiffresClotureSchema>;

/** Provisional figures of an antenna's month, and what stands in the way of its closing. */
export const bilanClotureSchema = chiffresClotureSchema.extend({
  antenne: antenneSchema,
  mois: moisSchema,
  calculeLe: instantSchema,
  fini: z.boolean(),
  comptes: z.array(
    z.object({
      quoi: aReglerSchema,
      nombre: z.number().int(),
      usagers: z.array(usagerConcerneSchema).optional(),
      /** How many usagers they are, where only some of them are named. */
      usagersEnTout: z.number().int().optional(),
    }),
  ),
  /** [CL-4] What would leave of months closed before. */
  complements: z.object({ visites: z.number().int(), lignes: z.number().int() }),
  /** [CL-4] Visits of months closed before that what came since has left in conflict or without an hour: nobody pays them. */
  aVoir: z
    .array(
      z.object({
        /** `_id` of the visit: the list opens on it. */
        id: z.string(),
        date: dateCivileSchema,
        quoi: aReglerSchema,
        usager: z.object({ id: z.string(), nom: z.string() }),
      }),
    )
    .optional(),
  /** How many they are, where only some of them are named. */
  aVoirEnTout: z.number().int().optional(),
  /** [CL-4] Visits that another antenna still tells: not in these figures. */
  tenues: z.number().int().optional(),
  /** [CL-1] Earlier months of the antenna that are still open: closing this one before them asks for a reason. */
  anterieurs: z.array(moisSchema),
  /** [CL-5] The month's files left for the DASES then, and these figures are in none of them. */
  partisLe: instantSchema.exactOptional(),
  postes: z.array(posteEnRetardSchema),
});
export type BilanCloture = z.infer<typeof bilanClotureSchema>;

const fichierClosSchema = z.object({ nom: z.string(), lignes: z.number().int(), empreinte: z.string() });
export const fichiersClosSchema = z.array(fichierClosSchema);
export type FichierClos = z.infer<typeof fichierClosSchema>;

/** How the antennas stand for a month; by whom, and what was found, for the session's own. */
export const etatClotureSchema = z.object({
  antenne: antenneSchema,
  /** [CL-1] Of an open month: the day before whose end it is closed. */
  echeance: dateCivileSchema.optional(),
  close: z
    .object({
      numero: z.number().int(),
      instant: instantSchema,
      auteur: z.string().optional(),
      motif: z.string().optional(),
      incompletes: z.number().int().optional(),
      sansVisite: z.number().int().optional(),
      visites: z.number().int().optional(),
      complements: z.number().int().optional(),
      /** [RE] When what it froze was erased, its clock past. */
      purgee: instantSchema.optional(),
    })
    .optional(),
});
export type EtatCloture = z.infer<typeof etatClotureSchema>;

export const demandeClotureSchema = z.object({
  antenne: antenneConnueSchema,
  mois: moisSchema,
  /** The month, typed again by who closes it. */
  confirmation: z.string().max(20),
  motif: z.string().max(500).optional(),
});
