import { z } from 'zod';
import { dateCivileSchema, instantSchema, minutesSchema, moisSchema } from '../../temps/types';
import { antenneSchema, DISPOSITIFS } from '../commun';
import { DECISIONS_PRO_FORMA, type DecisionProForma, DISPOSITIFS_PRO_FORMA } from './pro-forma';

/** Whole euro cents: money is never a decimal number. */
export const centimesSchema = z.number().int().brand<'Centimes'>();
export type Centimes = z.infer<typeof centimesSchema>;

export const centimes = (n: number): Centimes => {
  if (!Number.isSafeInteger(n)) throw new Error(`centimes entiers attendus, reçu ${n}`);
  return n as Centimes;
};

/** What one prise en charge (or none, FI-3) of one usager owes for one aide, at one hourly rate. */
export const lignePrefacturationSchema = z.object({
  usagerId: z.string(),
  numeroPec: z.string().optional(),
  codeFinanceur: z.string(),
  financeur: z.string(),
  dispositif: z.enum(DISPOSITIFS).optional(),
  intervenantId: z.string(),
  intervenant: z.string(),
  /** Hourly rate on the date of its visits; absent: the funders' table has none for that date, hence no amount. */
  tarif: centimesSchema.optional(),
  minutes: minutesSchema,
  /** Distinct visits that give it at least a minute. */
  visites: z.number().int(),
  montant: centimesSchema.optional(),
});
export type LignePrefacturation = z.infer<typeof lignePrefacturationSchema>;

/** [CL-4] The same, of a month closed before: what was billed, what is now. */
export const ligneComplementaireSchema = lignePrefacturationSchema
  .omit({ minutes: true, montant: true, visites: true })
  .extend({
    moisOrigine: moisSchema,
    ancien: minutesSchema,
    nouveau: minutesSchema,
    ancienMontant: centimesSchema.optional(),
    nouveauMontant: centimesSchema.optional(),
  });
export type LigneComplementaire = z.infer<typeof ligneComplementaireSchema>;

/** Sums of lines; `sansTarif`: those that have no rate, hence are in no amount. */
export const totalSchema = z.object({
  minutes: minutesSchema,
  montant: centimesSchema,
  sansTarif: z.number().int(),
});
export type Total = z.infer<typeof totalSchema>;

/** GET /api/prefacturation: the month of one antenna. */
export const prefacturationSchema = z.object({
  mois: moisSchema,
  antenne: antenneSchema,
  /** Absent: the month is open, and all is provisional. */
  cloture: z.object({ numero: z.number().int(), instant: instantSchema, empreinte: z.string() }).optional(),
  /** Of the closing, else of the computation. */
  instant: instantSchema,
  lignes: z.array(lignePrefacturationSchema),
  complements: z.array(ligneComplementaireSchema),
  /** Names of the usagers of the lines, complementary ones included. */
  usagers: z.record(z.string(), z.string()),
  /** The aids of which that antenna has a pro forma. */
  proFormas: z.array(z.enum(DISPOSITIFS_PRO_FORMA)),
});
export type Prefacturation = z.infer<typeof prefacturationSchema>;

/** Why, in a sentence, by the rule that it names. */
const etapeSchema = z.object({
  regle: z.string(),
  texte: z.string(),
  /** The calling number of a punch. */
  numero: z.string().optional(),
});
export type Etape = z.infer<typeof etapeSchema>;

/** GET /api/prefacturation/explication: a line, down to the punches. */
export const explicationSchema = z.object({
  ligne: lignePrefacturationSchema,
  /** From the minutes to the amount. */
  calcul: z.array(etapeSchema),
  visites: z.array(
    z.object({
      interventionId: z.string(),
      date: dateCivileSchema,
      /** What this visit gives to the line. */
      minutes: minutesSchema,
      etapes: z.array(etapeSchema),
    }),
  ),
});
export type Explication = z.infer<typeof explicationSchema>;

/** GET /api/pro-forma: [CL-6] who has validated. Of another antenna, only its state is told. */
export const etatsProFormaSchema = z.array(
  z.object({
    antenne: antenneSchema,
    close: z.boolean(),
    etat: z.enum(['ATTENTE', ...(Object.keys(DECISIONS_PRO_FORMA) as [DecisionProForma, ...DecisionProForma[]])]),
    motif: z.string().optional(),
    auteur: z.string().optional(),
    instant: instantSchema.optional(),
  }),
);
export type EtatsProForma = z.infer<typeof etatsProFormaSchema>;
