import { z } from 'zod';
import { antenneSchema, numeroE164Schema } from './commun';
import { ETAPES_APPEL } from './pointage';

// The training telephone (never where MODE is production): what the screen asks of the server, and the server of the SVI.

/** Numbers that the regulator leaves to fiction: an invented caller can only have one of these. */
export const NUMERO_INVENTE = /^\+3363998\d{4}$/;

/** From where the call seems to come. */
export const appelantSchema = z.discriminatedUnion('genre', [
  z.object({ genre: z.literal('USAGER'), usagerId: z.string().min(1).max(80), numero: numeroE164Schema }),
  z.object({ genre: z.literal('INCONNU'), numero: z.string().regex(NUMERO_INVENTE) }),
  z.object({ genre: z.literal('MASQUE') }),
]);
export type Appelant = z.infer<typeof appelantSchema>;

/** Keys for one question; empty = silence. */
export const touchesSchema = z.string().regex(/^[0-9*#]{0,12}$/);

/** What the SVI is asked for whom: `numero` absent = withheld; `antennes`: those whose usagers the call may stand for. */
export const appelFormationSchema = z.object({
  pour: z.string().min(1).max(80),
  antennes: z.array(antenneSchema),
  numero: numeroE164Schema.exactOptional(),
});
export type AppelFormation = z.infer<typeof appelFormationSchema>;

export const suiteFormationSchema = z.object({ pour: z.string().min(1).max(80), touches: touchesSchema });

/** One step of a training call: what is heard, what waits for keys, and where the call stands. */
export const pasFormationSchema = z.object({
  appelId: z.string(),
  phrases: z.array(z.string()),
  /** The question that waits for keys; absent: the call is over. */
  attend: z.object({ chiffres: z.number(), finTouche: z.string() }).exactOptional(),
  /** How it ended, once over. */
  issue: z.enum(['RACCROCHE_SVI', 'RACCROCHE_APPELANT', 'ECHEC_HTTP']).exactOptional(),
  /** The last step that asked for keys. */
  etape: z.enum(ETAPES_APPEL),
  /** Wrong answers at that step. */
  erreurs: z.number(),
  /** Times that key 9 was used. */
  corrections: z.number(),
  /** Usagers of the call, once known. */
  usagers: z.number(),
  /** Punches that stand. */
  arrivees: z.number(),
  departs: z.number(),
});
export type PasFormation = z.infer<typeof pasFormationSchema>;

export const EXERCICES = ['POINTER_ARRIVEE', 'COUPLE', 'NUMERO_MASQUE', 'CORRIGER', 'CODE_ERRONE'] as const;
export type IdExercice = (typeof EXERCICES)[number];

/** What to use for an exercise, taken from the training service; `manque`: why it cannot be done there. */
export const exerciceSchema = z.object({
  id: z.enum(EXERCICES),
  aide: z.object({ nom: z.string(), code: z.string() }).optional(),
  usager: z.object({ id: z.string(), nom: z.string(), numero: numeroE164Schema.optional() }).optional(),
  codeUsager: z.string().optional(),
  manque: z.string().optional(),
});
export type Exercice = z.infer<typeof exerciceSchema>;
