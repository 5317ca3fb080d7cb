import { z } from 'zod';
import { dateCivileSchema, instantSchema, moisSchema } from '../temps/types';

/** What one minute of the opening hours was, for the synthetic call: one character each. */
export const MARQUES = {
  R: 'appel de sonde réussi',
  E: 'appel de sonde en échec',
  M: 'maintenance prévue, non mesurée',
  '.': 'non mesurée',
} as const;
export type Marque = keyof typeof MARQUES;

export const idDisponibilite = (date: string): string => `disponibilite:${date}`;
export const idDisponibiliteExtranet = (date: string): string => `disponibilite-extranet:${date}`;
export const idPanne = (debut: string, quoi: string): string => `panne:${debut}:${quoi}`;

const heureSchema = z.string().regex(/^([01]\d|2[0-3]):[0-5]\d$/, 'heure attendue, HH:MM');

/** A day's measure, in tg-central; `minutes` has one mark for each minute from `debut` (Paris clock) on. One writer: the server's probe. */
export const disponibiliteSchema = z.object({
  _id: z.string(),
  type: z.literal('disponibilite'),
  date: dateCivileSchema,
  debut: heureSchema,
  minutes: z.string().regex(/^[REM.]*$/),
});
export type Disponibilite = z.infer<typeof disponibiliteSchema>;

/** The extranet's, by the synthetic visit: the same marks, and what each successful one took, in milliseconds (-1: none). */
export const disponibiliteExtranetSchema = disponibiliteSchema.extend({
  type: z.literal('disponibilite-extranet'),
  page: z.array(z.number().int()),
  lecture: z.array(z.number().int()),
});
export type DisponibiliteExtranet = z.infer<typeof disponibiliteExtranetSchema>;

/** What is measured, and what is asked of each over the month. */
export const SERVICES_MESURES = {
  SVI: { libelle: 'Téléphone (SVI)', parametre: 'disponibiliteVisee' },
  EXTRANET: { libelle: 'Extranet', parametre: 'disponibiliteViseeExtranet' },
} as const;
export type ServiceMesure = keyof typeof SERVICES_MESURES;

/**
 * What can go wrong, what it means, and what to do. `rouge`: calls are not taken; `orange`: they are, but the antennas must
 * know; `aucun`: the technicians alone, by mail and in the list of incidents.
 */
export const PANNES = {
  SVI: {
    ton: 'rouge',
    libelle: 'Le téléphone (SVI) ne répond plus',
    retour: 'Le téléphone (SVI) répond à nouveau',
    consigne: 'Les aides remplissent des fiches papier.',
  },
  EXTRANET: {
    ton: 'aucun',
    libelle: 'L’extranet ne répond plus',
    retour: 'L’extranet répond à nouveau',
    consigne: 'Les antennes continuent de corriger hors connexion : ce qui est saisi part au retour.',
  },
  DISQUE: {
    ton: 'rouge',
    libelle: 'Le téléphone (SVI) ne peut plus enregistrer',
    retour: 'Le téléphone (SVI) enregistre à nouveau',
    consigne: 'Les aides entendent une excuse et remplissent des fiches papier.',
  },
  TRANSMISSION: {
    ton: 'orange',
    libelle: 'Les appels arrivent en retard sur cet écran',
    retour: 'Les appels arrivent à nouveau sans retard',
    consigne: 'Ils sont bien enregistrés : ne créez pas les visites qui manquent.',
  },
  ANNUAIRE: {
    ton: 'orange',
    libelle: 'Le téléphone (SVI) ne reçoit plus les nouveaux codes et numéros',
    retour: 'Le téléphone (SVI) reçoit à nouveau les codes et les numéros',
    consigne: 'Les appels sont enregistrés ; ceux d’un numéro récent attendront un rattachement.',
  },
  HORLOGE: {
    ton: 'orange',
    libelle: 'L’horloge du téléphone (SVI) est décalée',
    retour: 'L’horloge du téléphone (SVI) est juste',
    consigne: 'Les appels sont enregistrés ; vérifiez les heures pointées depuis.',
  },
  JOURNAL: {
    ton: 'aucun',
    libelle: 'Des lignes du journal du SVI sont illisibles',
    retour: 'Le journal du SVI est lisible',
    consigne: 'Les appels sont pris. Gardez une copie du dossier « svi » et vérifiez le disque du serveur.',
  },
  RAPPROCHEMENT: {
    ton: 'aucun',
    libelle: 'Les relevés de l’opérateur ne sont plus rapprochés des appels reçus',
    retour: 'Les relevés de l’opérateur sont à nouveau rapprochés',
    consigne: 'Les appels sont pris. Lancez « telegestion plivo rapprocher », qui dit pourquoi.',
  },
  RAFALE: {
    ton: 'aucun',
    libelle: 'Des codes erronés arrivent en rafale d’un même numéro',
    retour: 'La rafale de codes erronés est terminée',
    consigne: 'Les appels de ce numéro sont refusés une heure ; les autres sont pris.',
  },
  RAFALE_MASQUES: {
    ton: 'aucun',
    libelle: 'Des codes erronés arrivent en rafale de numéros masqués',
    retour: 'La rafale de codes erronés en numéro masqué est terminée',
    consigne:
      'Tous les appels sont pris. Regardez les relevés de l’opérateur, et les pointages récents en numéro masqué.',
  },
  AUTRE: {
    ton: 'aucun',
    libelle: 'Le téléphone (SVI) signale un défaut',
    retour: 'Le téléphone (SVI) ne signale plus de défaut',
    consigne: 'Les appels sont pris. Lisez le journal technique du SVI.',
  },
} as const satisfies Record<
  string,
  { ton: 'rouge' | 'orange' | 'aucun'; libelle: string; retour: string; consigne: string }
>;
export type QuoiPanne = keyof typeof PANNES;
export const quoiPanneSchema = z.enum(Object.keys(PANNES) as [QuoiPanne, ...QuoiPanne[]]);

/** What has its minutes measured: its outages are counted from them. */
export const estMesuree = (quoi: QuoiPanne): quoi is QuoiPanne & ServiceMesure => quoi in SERVICES_MESURES;

/** An outage, `panne:<debut>:<quoi>` in tg-central: opened by the probe, closed by it. */
export const panneSchema = z.object({
  _id: z.string(),
  type: z.literal('panne'),
  quoi: quoiPanneSchema,
  debut: instantSchema,
  fin: instantSchema.optional(),
  /** What the calls that opened it met: the machine's words, no personal data. */
  sondes: z.array(z.object({ instant: instantSchema, raison: z.string() })),
});
export type Panne = z.infer<typeof panneSchema>;

/** Planned work, announced beforehand; its minutes count neither for nor against. */
export const maintenancePrevueSchema = z
  .object({ debut: instantSchema, fin: instantSchema, motif: z.string().trim().min(1).max(200) })
  .refine((m) => m.debut < m.fin);
export type MaintenancePrevue = z.infer<typeof maintenancePrevueSchema>;

/** `POST /api/maintenances`: announces one, or takes it back before it begins. */
export const demandeMaintenanceSchema = z.object({
  debut: instantSchema,
  fin: instantSchema,
  motif: z.string().trim().min(1).max(200),
  annule: z.boolean().default(false),
});

/** The state of the telephone, as every signed-in screen hears it (`GET /api/service`, event `service`). */
export const etatServiceSchema = z.object({
  svi: z.object({ etat: z.enum(['OK', 'PANNE', 'MAINTENANCE', 'INCONNU']), depuis: instantSchema.optional() }),
  /** Those that go on, the gravest first. */
  pannes: z.array(z.object({ quoi: quoiPanneSchema, debut: instantSchema })),
  /** The last one that ended. */
  terminee: z.object({ quoi: quoiPanneSchema, debut: instantSchema, fin: instantSchema }).optional(),
  /** Announced and not over, the first ones first. */
  maintenances: z.array(maintenancePrevueSchema).exactOptional(),
  /** Whom to call, and when. */
  assistance: z.object({ numero: z.string(), heures: z.string() }).exactOptional(),
  /** When it was so. */
  vuLe: instantSchema,
});
export type EtatService = z.infer<typeof etatServiceSchema>;

const fractionSchema = z.object({
  reussies: z.number().int(),
  sur: z.number().int(),
  /** Of a percent, rounded down; absent where there is no minute. */
  centiemes: z.number().int().exactOptional(),
});

/** A rate never goes without its floor: minutes that nobody measured leave the first, and count as failures in the second. */
const tauxSchema = z.object({ mesurees: fractionSchema, plancher: fractionSchema });
export type Taux = z.infer<typeof tauxSchema>;

/** Counts of minutes: what the two rates are made from. */
const compteSchema = z.object({
  reussies: z.number().int(),
  echecs: z.number().int(),
  maintenance: z.number().int(),
  nonMesurees: z.number().int(),
});
export type CompteMinutes = z.infer<typeof compteSchema>;

export const coupureSchema = z.object({
  debut: instantSchema,
  /** The first success after it; absent while it lasts. */
  fin: instantSchema.optional(),
  /** Minutes of the opening hours in failure. */
  minutes: z.number().int(),
});
export type Coupure = z.infer<typeof coupureSchema>;

/** Milliseconds over a month. */
const tempsSchema = z.object({ mesures: z.number().int(), mediane: z.number().int(), p95: z.number().int() });
export type TempsDePage = z.infer<typeof tempsSchema>;

/** `GET /api/disponibilite?mois=&service=`, and `telegestion disponibilite --json`. */
export const rapportDisponibiliteSchema = z.object({
  mois: moisSchema,
  /** Up to when the minutes are counted. */
  jusqua: instantSchema,
  visee: z.number(),
  /** The hours in which each minute is measured (Paris clock), as on the last day counted. */
  fenetre: z.object({ debut: heureSchema, fin: heureSchema }),
  total: compteSchema,
  taux: tauxSchema,
  jours: z.array(compteSchema.extend({ date: dateCivileSchema, debut: heureSchema, minutes: z.string() })),
  /**
   * From the minutes themselves: their failed minutes add up to `total.echecs`. One that began in an older month, or ended in a
   * later one, has its true ends and this month's minutes.
   */
  coupures: z.array(coupureSchema),
  /** What else was recorded over the month (disk, transmission…). */
  autres: z.array(z.object({ quoi: quoiPanneSchema, debut: instantSchema, fin: instantSchema.optional() })),
  /** Of the extranet: the sign-in page with its script, and a reading; absent where nothing was measured. */
  temps: z.object({ page: tempsSchema, lecture: tempsSchema }).exactOptional(),
  derniereSonde: z.object({ instant: instantSchema, marque: z.enum(['R', 'E', 'M', '.']) }).optional(),
});
export type RapportDisponibilite = z.infer<typeof rapportDisponibiliteSchema>;
