import { z } from 'zod';
import { type Antenne, antenneSchema } from '../../contrats/commun';
import { type Mois, moisSchema } from '../../temps/types';
import { codesAntennes } from '../antenne/registre';
import { empreinteLigne, empreinteSchema, GENESE, type Hacher } from './chaine';
import { jsonCanonique } from './json-canonique';
import { anneeSchema } from './registre';

const tetesSchema = z.strictObject({
  format: z.literal('telegestion/tetes'),
  version: z.literal(2),
  /** Each antenna's months, in the order in which they were archived, with the last hash of each. */
  antennes: z.partialRecord(
    antenneSchema,
    z.array(z.strictObject({ mois: moisSchema, entrees: z.number().int().min(0), empreinte: empreinteSchema })),
  ),
  /** The yearly registers, in order, with how many lines each has and the last hash. */
  registre: z.array(
    z.strictObject({ annee: anneeSchema, lignes: z.number().int().min(1), empreinte: empreinteSchema }),
  ),
  horodatages: z.strictObject({ lignes: z.number().int().min(0), empreinte: empreinteSchema }),
  empreinte: empreinteSchema,
});

export type Maillon = { mois: Mois; entrees: number; empreinte: string };
/** What the archive must hold: a month whose file has gone is missed, and is named. */
export type Tetes = {
  antennes: Partial<Record<Antenne, Maillon[]>>;
  registre: { annee: string; lignes: number; empreinte: string }[];
  horodatages: { lignes: number; empreinte: string };
};

export const TETES_VIDES: Tetes = { antennes: {}, registre: [], horodatages: { lignes: 0, empreinte: GENESE } };

export const ecrireTetes = (tetes: Tetes, hacher: Hacher): string => {
  const corps = { format: 'telegestion/tetes', version: 2, ...tetes };
  return `${jsonCanonique({ ...corps, empreinte: empreinteLigne(corps, hacher) })}\n`;
};

/** Undefined where the text is not exactly what was written. */
export const lireTetes = (texte: string, hacher: Hacher): Tetes | undefined => {
  let brut: unknown;
  try {
    brut = JSON.parse(texte);
  } catch {
    return undefined;
  }
  const lu = tetesSchema.safeParse(brut);
  if (!lu.success || `${jsonCanonique(lu.data)}\n` !== texte) return undefined;
  const { antennes, registre, horodatages } = lu.data;
  return empreinteLigne(lu.data, hacher) === lu.data.empreinte ? { antennes, registre, horodatages } : undefined;
};

/** The antennas of which the archive holds something: it says so itself, to who knows no register. */
export const antennesDesTetes = (t: Tetes): Antenne[] => {
  const connues = codesAntennes().filter((a) => t.antennes[a] !== undefined);
  const autres = (Object.keys(t.antennes) as Antenne[]).filter((a) => !connues.includes(a)).sort();
  return [...connues, ...autres];
};

/** What the next month of an antenna follows. */
export const derniereEmpreinte = (t: Tetes, a: Antenne): string => t.antennes[a]?.at(-1)?.empreinte ?? GENESE;
