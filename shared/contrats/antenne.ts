import { z } from 'zod';
import { dateCivileSchema, instantSchema } from '../temps/types';

/** The antennas of a service that begins: its first start writes them, and they are data from then on (decision 0116). */
export const ANTENNES_DE_DEPART = {
  CENTRE: {
    libelle: 'Centre',
    arrondissements: [1, 2, 3, 4, 5, 6],
    adresse: ['21 place du Panthéon', '75005 Paris'],
  },
  NORD_EST: { libelle: 'Nord-Est', arrondissements: [9, 10, 19], adresse: ['23 bis rue Bichat', '75010 Paris'] },
  EST: { libelle: 'Est', arrondissements: [11, 12, 20], adresse: ['124-130 avenue Ledru-Rollin', '75011 Paris'] },
  OUEST: { libelle: 'Ouest', arrondissements: [7, 15, 16], adresse: ['109 rue Saint-Dominique', '75007 Paris'] },
  NORD_OUEST: {
    libelle: 'Nord-Ouest',
    arrondissements: [8, 17, 18],
    adresse: ['21 rue Pierre Demours', '75017 Paris'],
  },
  SUD: { libelle: 'Sud', arrondissements: [13, 14], adresse: ['9 rue Furtado-Heine', '75014 Paris'] },
} as const;

/** A code of an antenna. Those of the first start may be written as they are; any other is read through `antenneSchema`. */
export type Antenne = keyof typeof ANTENNES_DE_DEPART | (string & z.$brand<'Antenne'>);

/** More than any service has: a list that comes in is no longer than this. */
export const ANTENNES_MAX = 1_000;

export const CODE_ANTENNE_MAX = 20;

/** What a code looks like: a database, files and addresses are named after it, so that it never changes. */
const FORME_CODE_ANTENNE = /^[A-Z][A-Z0-9]*(_[A-Z0-9]+)*$/;

/**
 * A code by its form alone, as documents and answers hold it: one that this process does not know yet loses nothing. What comes in
 * from outside is asked of the register (`shared/domain/antenne`).
 */
export const antenneSchema = z
  .string()
  .min(2)
  .max(CODE_ANTENNE_MAX)
  .regex(FORME_CODE_ANTENNE, 'code d’antenne attendu') as unknown as z.ZodType<Antenne, Antenne>;

const nomAntenneSchema = z.object({
  libelle: z.string().trim().min(1).max(40),
  /** Where it receives: printed at the head of the statements. */
  adresse: z.tuple([z.string().max(100), z.string().max(100)]),
});
export type NomAntenne = z.infer<typeof nomAntenneSchema>;

const arrondissementsSchema = z.array(z.int().min(1).max(99)).max(40);

/** An antenna as a register holds it. */
export const ficheAntenneSchema = nomAntenneSchema.extend({
  code: antenneSchema,
  arrondissements: arrondissementsSchema,
  /** Those that it had before, oldest first, each list until it changed: an invoice is of who had its arrondissement in its month. */
  arrondissementsAvant: z
    .array(z.object({ arrondissements: arrondissementsSchema, jusqua: instantSchema }))
    .exactOptional(),
  /** What it was called before, oldest first, each until it changed: what was made then is made again as it was. */
  avant: z.array(nomAntenneSchema.extend({ jusqua: instantSchema })).exactOptional(),
  /** Its first day: earlier months are not asked of it. Absent: from the beginning. */
  ouverteLe: dateCivileSchema.exactOptional(),
  /** The first day on which it takes nobody any more; what it holds stays. */
  fermeeLe: dateCivileSchema.exactOptional(),
});
export type FicheAntenne = z.infer<typeof ficheAntenneSchema>;
