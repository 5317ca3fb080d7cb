import { z } from 'zod';
import { type Antenne, antenneSchema } from '../../contrats/commun';
import { instantSchema, type Mois, moisSchema } from '../../temps/types';
import { empreinteSchema } from './chaine';

// The chain of chains: one file a year. Each month's chain, once sealed, is a line of it, and so is a month that the ten
// years have done away with: what remains still proves what was. Its last hash stands for the whole archive.

export const anneeSchema = z.string().regex(/^\d{4}$/);

const lien = { n: z.number().int().min(0), precedent: empreinteSchema, empreinte: empreinteSchema };
const desMois = {
  ...lien,
  antenne: antenneSchema,
  mois: moisSchema,
  entrees: z.number().int().min(0),
  /** Last hash of the month's chain. */
  racine: empreinteSchema,
};

const ouvertureSchema = z.strictObject({
  ...lien,
  format: z.literal('telegestion/registre'),
  version: z.literal(1),
  genre: z.literal('OUVERTURE'),
  annee: anneeSchema,
});
const moisArchiveSchema = z.strictObject({ ...desMois, genre: z.literal('MOIS') });
const eliminationSchema = z.strictObject({ ...desMois, genre: z.literal('ELIMINATION'), instant: instantSchema });

export const ligneRegistreSchema = z.discriminatedUnion('genre', [
  ouvertureSchema,
  moisArchiveSchema,
  eliminationSchema,
]);
export type LigneRegistre = z.infer<typeof ligneRegistreSchema>;
export type LigneMois = Extract<LigneRegistre, { genre: 'MOIS' | 'ELIMINATION' }>;

export const lignesDeMois = (lignes: readonly LigneRegistre[]): LigneMois[] =>
  lignes.filter((l): l is LigneMois => l.genre !== 'OUVERTURE');

/** The months that a line says are no more. */
export const elimines = (lignes: readonly LigneRegistre[]): Set<string> =>
  new Set(lignesDeMois(lignes).flatMap((l) => (l.genre === 'ELIMINATION' ? cleMois(l.antenne, l.mois) : [])));

export const cleMois = (a: Antenne, m: Mois): string => `${a} ${m}`;

/**
 * One answer of a time-stamping authority [RFC 3161], or that there was none: `racine` is the hash of the register's line
 * `ligne` of `annee`, which holds all those before.
 */
const sujet = { ...lien, annee: anneeSchema, ligne: z.number().int().min(1), racine: empreinteSchema };
export const ligneHorodatageSchema = z.discriminatedUnion('genre', [
  z.strictObject({
    ...sujet,
    genre: z.literal('JETON'),
    /** The instant that the authority gave. */
    instant: instantSchema,
    /** SHA-256 of the answer, kept beside as it came. */
    reponse: empreinteSchema,
  }),
  z.strictObject({
    ...sujet,
    genre: z.literal('ABSENCE'),
    instant: instantSchema,
    code: z.string(),
    motif: z.string(),
  }),
]);
export type LigneHorodatage = z.infer<typeof ligneHorodatageSchema>;
