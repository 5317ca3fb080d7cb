import { z } from 'zod';
import { dateCivileSchema, instantSchema, minutesSchema } from '../../temps/types';
import { antenneSchema, DISPOSITIFS, MODES_ARRONDI, numeroE164Schema } from '../commun';

/**
 * [FI-10] One version of a prise en charge: what one funder pays of one usager's hours, between two dates, up to a monthly cap. A
 * numéro may have several, which never overlap.
 */
export const priseEnChargeSchema = z.object({
  numero: z.string().min(1),
  codeFinanceur: z.string().min(1),
  priorite: z.number().int().min(1),
  dateDebut: dateCivileSchema,
  dateFin: dateCivileSchema.optional(),
  /** Monthly cap in minutes; absent = no cap. */
  minutesMax: minutesSchema.optional(),
  /** A code prestation, or `*` for all. */
  codePrestation: z.string().min(1),
  salsaOuvert: z.boolean(),
  /** When a file gave this version; absent: before versions were dated. */
  recuLe: instantSchema.optional(),
  /** `date_debut` of the file's row, where the row was changed in place and this version holds from a later day. */
  ligneDu: dateCivileSchema.optional(),
  /** It holds from the first month that was open when it came, and from no date of the file: what is of the month before ignores it. */
  duMoisOuvert: z.literal(true).optional(),
  /** [AL-2] Since when its funder has been the row's, where it took the place of another version from the row's first day. */
  connuLe: instantSchema.optional(),
  /** [AL-4] The cap that it took the place of there, and when; without `minutesMax`: there was none. */
  plafondRemplace: z.object({ minutesMax: minutesSchema.optional(), le: instantSchema }).optional(),
  /** The row has vanished from the daily file since that date: nothing is closed by itself. */
  absenteDepuis: dateCivileSchema.optional(),
});
export type PriseEnCharge = z.infer<typeof priseEnChargeSchema>;

const antennesDateesSchema = z.array(z.object({ antenne: antenneSchema, depuis: dateCivileSchema })).min(1);

/** `_id` is `usager:<id>`, in the database of each antenna that it has or had. Writer: import. */
export const usagerSchema = z.object({
  _id: z.string(),
  type: z.literal('usager'),
  id: z.string().min(1),
  civilite: z.enum(['M', 'MME']),
  nom: z.string(),
  prenom: z.string(),
  adresse: z.string(),
  codePostal: z.string(),
  ville: z.string(),
  dateNaissance: dateCivileSchema,
  gir: z.number().int().min(1).max(6).optional(),
  telephones: z.array(numeroE164Schema),
  /** [CL-1] Dated, by `depuis`; the first entry holds since ever (`0001-01-01`). */
  antennes: antennesDateesSchema,
  prisesEnCharge: z.array(priseEnChargeSchema),
  /** Six digits for the BENEFICIAIRE step of the SVI. */
  codeUsager: z
    .string()
    .regex(/^\d{6}$/)
    .optional(),
  /** When a file first named it. */
  vuLe: instantSchema,
  /** [AL-2, AL-3] First named by a file of the taking over: the former system knew it, and it is never new. */
  repris: z.literal(true).optional(),
  /** When a file last changed it: of its copies in several antennas, the latest holds. Absent: never since `vuLe`. */
  changeLe: instantSchema.optional(),
  absentDepuis: dateCivileSchema.optional(),
});
export type Usager = z.infer<typeof usagerSchema>;

/** `_id` is `intervenant:<id>`, in its antenna's database and in those of the visits that it makes elsewhere. */
export const intervenantSchema = z.object({
  _id: z.string(),
  type: z.literal('intervenant'),
  id: z.string().min(1),
  civilite: z.enum(['M', 'MME']),
  nom: z.string(),
  prenom: z.string(),
  antenne: antenneSchema,
  /** Dated as a usager's are, of one whose antenna the files have changed: what she did in the former one stays there. */
  antennes: antennesDateesSchema.optional(),
  adresseAntenne: z.string().optional(),
  codeSvi: z.string().regex(/^\d{5}$/),
  /** Her own, to call her when a visit does not begin; never a number to punch from [PT-8]. */
  telephone: numeroE164Schema.optional(),
  dateDebut: dateCivileSchema,
  dateFin: dateCivileSchema.optional(),
  /** When a file first named it. */
  vuLe: instantSchema,
  /** When a file last changed it: of its copies in several antennas, the latest holds. Absent: never since `vuLe`. */
  changeLe: instantSchema.optional(),
  absentDepuis: dateCivileSchema.optional(),
});
export type Intervenant = z.infer<typeof intervenantSchema>;

/** A planned visit as a file gave it at `recuLe`; `retiree` when it left this document (moved to another day or antenna). */
export const versionVisiteSchema = z.object({
  recuLe: instantSchema,
  usagerId: z.string(),
  intervenantId: z.string(),
  debut: instantSchema,
  fin: instantSchema,
  codePrestation: z.string(),
  retiree: z.literal(true).optional(),
});
export type VersionVisite = z.infer<typeof versionVisiteSchema>;

/** `_id` is `visite:<civil date of its start>:<id>`; versions oldest first. Writer: import. */
export const visiteSchema = z.object({
  _id: z.string(),
  type: z.literal('visite'),
  id: z.string().min(1),
  versions: z.array(versionVisiteSchema).min(1),
  absenteDepuis: dateCivileSchema.optional(),
});
export type Visite = z.infer<typeof visiteSchema>;

/** A dated version of a funder's rules; `_id` is `financeur:<code>:<dateDebut>` in tg-central. */
export const financeurSchema = z.object({
  _id: z.string(),
  type: z.literal('financeur'),
  code: z.string().min(1),
  libelle: z.string(),
  dispositif: z.enum(DISPOSITIFS),
  dateDebut: dateCivileSchema,
  /** [DU-2] */
  tolerance: minutesSchema,
  plafondPrevu: z.boolean(),
  pas: minutesSchema,
  mode: z.enum(MODES_ARRONDI),
  /** Hourly rate in euro cents. */
  tarifHoraireCentimes: z.number().int(),
});
export type Financeur = z.infer<typeof financeurSchema>;
