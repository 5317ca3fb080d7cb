import { z } from 'zod';
import { instantSchema } from '../../temps/types';
import { antenneSchema } from '../commun';

// What signing in knows of an account, beside the account. Never leaves the server.

const compteur = {
  /** Failures since the last success or lock. */
  echecs: z.number(),
  /** Locks since the last success. */
  verrous: z.number(),
  verrouJusqua: instantSchema.optional(),
};

/** Failures, lock, second factor; `_id` is `acces:<identifiant>`, in tg-central. */
export const accesSchema = z.object({
  _id: z.string(),
  _rev: z.string().optional(),
  type: z.literal('acces'),
  identifiant: z.string(),
  /** Of all the places together that are not known to the account. */
  ...compteur,
  /** Of each place that failed, the last one at the end; `cle` says nothing of it. */
  sources: z.array(z.object({ cle: z.string(), ...compteur })).optional(),
  /** `dernierPas`: a code of that step of thirty seconds, or of an earlier one, has been used. */
  totp: z
    .object({
      secret: z.string(),
      dernierPas: z.number(),
      /** Which session set it, when and with the code of which step; the wrong codes that it gave since. */
      confirme: z
        .object({ session: z.string(), le: instantSchema, pas: z.number(), fautes: z.number() })
        .exactOptional(),
    })
    .optional(),
  /** Shown to one session, which has not yet confirmed it by a code. The secret alone, as it was written before: nobody's. */
  totpPropose: z
    .union([z.object({ secret: z.string(), session: z.string(), depuis: instantSchema }), z.string()])
    .optional(),
  /** Hashes of the recovery codes that are left. */
  secours: z.array(z.string()),
});
export type EtatAcces = z.infer<typeof accesSchema>;

/** One link, once, for a while. The token itself is not kept: only its hash, in `invitation:<hash>`. */
export const invitationSchema = z.object({
  _id: z.string(),
  type: z.literal('invitation'),
  identifiant: z.string(),
  creeLe: instantSchema,
  expireLe: instantSchema,
  /** The id under which it was asked for, and where it was then mailed: asked for again, it is not mailed twice. */
  demande: z.string().exactOptional(),
  envoyeeA: z.string().exactOptional(),
});
export type Invitation = z.infer<typeof invitationSchema>;

const lien = {
  _id: z.string(),
  type: z.literal('acces-personnel'),
  antenne: antenneSchema,
  creePar: z.string(),
  creeLe: instantSchema,
  expireLe: instantSchema,
  vuLe: instantSchema.exactOptional(),
  /** Wrong codes in a row. */
  echecs: z.number().int(),
};
/** The link of a personal access; `_id` is `acces-personnel:<hash of its token>`, in tg-central. */
export const lienPersonnelSchema = z.discriminatedUnion('genre', [
  z.object({ ...lien, genre: z.literal('USAGER'), usagerId: z.string() }),
  z.object({ ...lien, genre: z.literal('INTERVENANT'), intervenantId: z.string() }),
]);
export type LienPersonnel = z.infer<typeof lienPersonnelSchema>;
