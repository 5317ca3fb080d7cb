import { z } from 'zod';
import { antenneSchema } from '../contrats/commun';
import type { Chiffres } from '../domain/chiffres/visite';
import { dateCivileSchema, instantSchema, moisSchema } from '../temps/types';

// What the states count of one month of an antenna, by usager: small enough for a year of the whole service to be read at once.

const compte = z.number().int();

/** Retained visits of one usager by one aide. */
const visitesAgregeesSchema = z.object({
  intervenantId: z.string(),
  visites: compte,
  duree: compte,
  complementaires: compte,
  /** Before any rounding: of the retained hours, and from call to call. What was counted before them has none: it is counted again. */
  reelles: compte.default(0),
  brutes: compte.default(0),
  maximum: compte,
  minimum: compte,
});

/** What one funder pays of them; `prises`: by prise en charge (none: own rate) and month whose cap was used [FI-6]. */
const partAgregeeSchema = z.object({
  intervenantId: z.string(),
  codeFinanceur: z.string(),
  /** Distinct visits with at least one minute in it. */
  visites: compte,
  minutes: compte,
  prises: z.array(z.object({ numeroPec: z.string().optional(), moisPlafond: moisSchema.optional(), minutes: compte })),
});

/** [RG] What the rates are made of, of all that is counted; those of a usager without télégestion are apart [PT-7]. */
export const pointagesDes = (c: Chiffres, sansTelephone: boolean) => ({
  pointees: c.pointees,
  incompletes: c.incompletes,
  corrigees: c.incompletesCorrigees,
  toutesCorrigees: c.corrigees,
  creees: c.creees,
  sansTelegestion: c.acheveesApart,
  /** [PT-9] Of those that were punched, the ones whose first punch was made without a telephone. */
  sansTelephone: sansTelephone ? c.pointees : 0,
});
export type Pointages = ReturnType<typeof pointagesDes>;
export const NOMS_POINTAGES = [
  'pointees',
  'incompletes',
  'corrigees',
  'toutesCorrigees',
  'creees',
  'sansTelegestion',
  'sansTelephone',
] as const satisfies (keyof Pointages)[];

const pointageAgregeSchema = z.object({
  intervenantId: z.string(),
  pointees: compte,
  incompletes: compte,
  corrigees: compte,
  toutesCorrigees: compte,
  creees: compte,
  sansTelegestion: compte,
  sansTelephone: compte.default(0),
});

const ISSUES = { A_CORRIGER: 'À corriger', CORRIGEE: 'Corrigée', ANNULEE: 'Annulée' } as const;
export type Issue = keyof typeof ISSUES;

/** [PT-7] What was done of an incomplete call, and whether it is one of those that are in no rate. */
export const issueEnMots = (i: { issue: Issue; sansTelegestion?: true | undefined }): string =>
  `${ISSUES[i.issue]}${i.sansTelegestion ? ' (sans télégestion)' : ''}`;

const incompleteSchema = z.object({
  interventionId: z.string(),
  intervenantId: z.string(),
  arrivee: instantSchema.optional(),
  depart: instantSchema.optional(),
  issue: z.enum(Object.keys(ISSUES) as [Issue, ...Issue[]]),
  /** `motifOmission`. */
  motif: z.string().optional(),
  sansTelegestion: z.literal(true).optional(),
});

const usagerAgregeSchema = z.object({
  usagerId: z.string(),
  /** Absent where no file knew the usager. */
  nom: z.string().optional(),
  sexe: z.enum(['F', 'H']).optional(),
  dateNaissance: dateCivileSchema.optional(),
  gir: compte.optional(),
  visites: z.array(visitesAgregeesSchema),
  parts: z.array(partAgregeeSchema),
  pointages: z.array(pointageAgregeSchema),
  incompletes: z.array(incompleteSchema),
  /** [PT-8] Visits punched from a number that is not the usager's. */
  autreNumero: z.object({ visites: compte, dernier: instantSchema }).optional(),
  /** [CL-4] What this month's closing changed in the minutes of months closed before it. */
  complements: z.array(
    z.object({
      intervenantId: z.string(),
      codeFinanceur: z.string(),
      numeroPec: z.string().optional(),
      minutes: compte,
    }),
  ),
  /** Prises en charge valid in the month, with their own cap; absent: none. */
  plans: z.array(z.object({ numeroPec: z.string(), codeFinanceur: z.string(), plafond: compte.optional() })),
});
export type UsagerAgrege = z.infer<typeof usagerAgregeSchema>;

/** Raised whenever what is counted of the same frozen state changes. */
export const REGLE_AGREGAT = 5;

/** Written with the closing, from what it froze; `_id` is `agregat:<mois>:<antenne>`, in the antenna's database. */
export const agregatSchema = z.object({
  _id: z.string(),
  type: z.literal('agregat'),
  mois: moisSchema,
  antenne: antenneSchema,
  /** Of the closing whose frozen state it counts. */
  empreinte: z.string(),
  /** By which definitions: one that counts by others is made again from the frozen state. */
  regle: compte.optional(),
  /** Names of the aides, as they stood. */
  intervenants: z.record(z.string(), z.string()),
  usagers: z.array(usagerAgregeSchema),
});
export type Agregat = z.infer<typeof agregatSchema>;
