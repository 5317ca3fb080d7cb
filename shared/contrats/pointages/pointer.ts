import { z } from 'zod';
import { antenneConnueSchema } from '../../domain/antenne/registre';
import { instantSchema } from '../../temps/types';
import { genreAccesPersonnelSchema } from '../acces/acces-personnel';
import { antenneSchema } from '../commun';
import { appelSchema, pointageSchema, SENS } from './pointage';
import { PASSAGES_MAX } from './secret-pointer';

// [PT-9] What the page `/pointer` and the server say to each other. The secret of a link is in its fragment, and never leaves the
// telephone: three values are derived from it, `lien` which names it, `preuve` of which the server keeps a hash, `cle` which seals.

const octets = (taille: number) => z.string().regex(new RegExp(`^[A-Za-z0-9_-]{${taille}}$`));
const temps = z.number().int().min(-8e15).max(8e15);

/** What is sealed: AES-GCM under `cle`, bound to `lien` and to the id of the passage. */
export const passageSchema = z.object({
  preuve: octets(43),
  /** The aide's. */
  code: z.string().regex(/^\d{5}$/),
  sens: z.enum(SENS),
  /** The telephone's clock when the key was pressed, milliseconds; `ecart`: what it lagged by then, where it was known. */
  appui: temps,
  ecart: temps.optional(),
  /** The usager's code, where the link says no home and she has it. */
  usager: z
    .string()
    .regex(/^\d{6}$/)
    .optional(),
});
export type Passage = z.infer<typeof passageSchema>;

/** `POST /api/pointer` */
export const envoiPointerSchema = z.object({
  /** The telephone's clock as it sends, milliseconds. */
  envoi: temps,
  passages: z
    .array(
      z.object({
        lien: octets(43),
        /** Drawn on the telephone: told again, it is the same punch. */
        id: octets(22),
        iv: octets(16),
        scelle: z.string().min(1).max(1_000),
      }),
    )
    .min(1)
    .max(PASSAGES_MAX),
});
export type EnvoiPointer = z.infer<typeof envoiPointerSchema>;
export type PassageScelle = EnvoiPointer['passages'][number];

/**
 * What became of each: kept as a punch (`aPreciser`: the antenna will say at whose home), kept as something else or not at all, and
 * why; or not looked at now, and to be sent again.
 */
export type SortPassage =
  | { id: string; sort: 'ENREGISTRE'; sens: (typeof SENS)[number]; instant: string; aPreciser?: true }
  | { id: string; sort: 'REFUSE'; message: string }
  | { id: string; sort: 'PLUS_TARD'; message: string };
/**
 * `GET /api/pointer/heure`. `maintenant`: our clock, milliseconds; `histoire`: which life of the data answers, that a restoration
 * changes; absent while the store does not say it.
 */
export type HeurePointer = { maintenant: number; histoire?: string };
/** `histoire`: absent of a server of a version before. */
export type ReponsePointer = { maintenant: number; histoire?: string; sorts: SortPassage[] };

const commun = {
  _id: z.string(),
  type: z.literal('lien-pointer'),
  antenne: antenneSchema,
  creePar: z.string(),
  creeLe: instantSchema,
  /** SHA-256 of `preuve`. */
  preuve: z.string(),
  cle: z.string(),
  vuLe: instantSchema.optional(),
  /** Wrong codes of the last 24 hours, each with the passage that bore it. */
  fautes: z.array(z.object({ id: z.string(), le: instantSchema })),
  /** Five of them: it opens nothing any more. */
  fermeLe: instantSchema.optional(),
  /** Taken back or renewed: what it had sealed before is still known for a few days, and makes no punch. */
  retireLe: instantSchema.optional(),
};
/** [PT-9] The link of an aide, or the sheet of a home; `_id` is `lien-pointer:<lien>`, in tg-central. */
export const lienPointerSchema = z.discriminatedUnion('genre', [
  z.object({ ...commun, genre: z.literal('USAGER'), usagerId: z.string() }),
  z.object({ ...commun, genre: z.literal('INTERVENANT'), intervenantId: z.string() }),
]);
export type LienPointer = z.infer<typeof lienPointerSchema>;

/**
 * What a passage was found to be, the first time that we had it: told again, it is the same punch, or the same failed call.
 * `_id` is `passage-pointer:<lien>:<id>`, in tg-central.
 */
export const passageRecuSchema = z.object({
  _id: z.string(),
  type: z.literal('passage-pointer'),
  recuLe: instantSchema,
  document: z.discriminatedUnion('type', [pointageSchema, appelSchema]),
});
export type PassageRecu = z.infer<typeof passageRecuSchema>;

/** The link or the sheet of a person, as managers see it: never its secret. */
export const etatLienPointerSchema = z.object({
  genre: genreAccesPersonnelSchema,
  id: z.string(),
  creePar: z.string(),
  creeLe: instantSchema,
  vuLe: instantSchema.optional(),
  fermeLe: instantSchema.optional(),
});
export type EtatLienPointer = z.infer<typeof etatLienPointerSchema>;
/** `GET /api/liens-pointer/:genre/:id` */
export const lienPointerLuSchema = z.object({ permis: z.boolean(), lien: etatLienPointerSchema.optional() });
export type LienPointerLu = z.infer<typeof lienPointerLuSchema>;
/** `POST /api/liens-pointer/:genre/:id`: said once, to who made it. */
export const lienPointerDonneSchema = z.object({ adresse: z.string() });
export type LienPointerDonne = z.infer<typeof lienPointerDonneSchema>;

/** Sheets that one demand may make. */
export const FEUILLES_MAX = 200;
/** `POST /api/liens-pointer/feuilles`: one for each of these usagers that has none that opens. */
export const demandeFeuillesSchema = z.object({
  antenne: antenneConnueSchema,
  usagers: z.array(z.string().min(1).max(60)).min(1).max(FEUILLES_MAX),
});
export const feuillesPointerSchema = z.object({
  feuilles: z.array(z.object({ usagerId: z.string(), adresse: z.string() })),
  /** Of those asked for: have one already, or are no longer of the antenna. */
  dejaPourvus: z.number().int(),
  horsAntenne: z.number().int(),
});
export type FeuillesPointer = z.infer<typeof feuillesPointerSchema>;
