import { z } from 'zod';
import { dateCivileSchema, instantSchema } from '../../temps/types';
import { COMMENTAIRE_MAX, champsSaisie } from '../saisie-commune';

/**
 * What a gesture of the team is about. A visit is named as a correction names it [CO-7], because it may be paired again; an
 * alert or a number by itself.
 */
export const objetSchema = z.object({
  genre: z.enum(['POINTAGE', 'VISITE', 'CREATION', 'ALERTE', 'NUMERO', 'USAGER']),
  id: z.string().min(1).max(200),
});
export type Objet = z.infer<typeof objetSchema>;

/** Who takes an anomaly: for oneself, gives it back, or hands it to a colleague (`a`, an account). Append only. */
export const priseSchema = z.object({
  ...champsSaisie,
  type: z.literal('prise'),
  objet: objetSchema,
  geste: z.enum(['PRENDRE', 'RENDRE', 'CONFIER']),
  a: z.string().max(80).optional(),
});
export type Prise = z.infer<typeof priseSchema>;

/** [PR-1] What an aide says that the hours of her visit should have been, and why: what a correction would have it say. */
export const proposeesSchema = z.object({
  debut: instantSchema.optional(),
  fin: instantSchema.optional(),
  motif: z.string().min(1).max(40),
});
export type Proposees = z.infer<typeof proposeesSchema>;

/** [PR-3] What became of it. */
export const reponseSchema = z.enum(['REPRISE', 'REFUSEE']);
export type Reponse = z.infer<typeof reponseSchema>;

/** A word to those who come next, on a usager or a visit, until a date. `efface`: the note that it takes away. Append only. */
export const noteSchema = z.object({
  ...champsSaisie,
  type: z.literal('note'),
  objet: objetSchema,
  usagerId: z.string().max(20).optional(),
  texte: z.string().max(COMMENTAIRE_MAX),
  jusqua: dateCivileSchema.optional(),
  efface: z.string().max(60).optional(),
  /** Of an aide's contest, which the server writes: whose word it is. */
  intervenantId: z.string().max(20).optional(),
  /** The hours that this word proposes: the server writes them too. */
  proposees: proposeesSchema.optional(),
  /** With `efface`, of an aide's word: what became of it; the text, if any, is what she reads. */
  reponse: reponseSchema.optional(),
  /** When the server took it to another antenna of its usager; absent where it was typed. */
  partageLe: instantSchema.optional(),
});
export type Note = z.infer<typeof noteSchema>;
