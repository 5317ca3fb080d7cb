import { z } from 'zod';
import { instantSchema } from '../../temps/types';
import { ficheAntenneSchema } from '../antenne';
import { ANTENNES_MAX, antenneSchema } from '../commun';

export const ROLES = ['GESTIONNAIRE', 'CENTRAL', 'ADMINISTRATEUR', 'TECHNIQUE', 'AUDITEUR'] as const;
export type Role = (typeof ROLES)[number];
export const ROLES_EN_MOTS: Readonly<Record<Role, string>> = {
  GESTIONNAIRE: 'Gestionnaire d’antenne',
  CENTRAL: 'Service central',
  ADMINISTRATEUR: 'Administrateur',
  TECHNIQUE: 'Technique',
  AUDITEUR: 'Auditeur',
};

export const MODES_FICTIFS = ['demonstration', 'formation'] as const;
export type ModeFictif = (typeof MODES_FICTIFS)[number];

/** What every paper and workbook bears where the service is an invented one. */
export const MENTIONS: Readonly<Record<ModeFictif, string>> = {
  demonstration: 'DÉMONSTRATION — sans valeur',
  formation: 'FORMATION — sans valeur',
};

/**
 * What an administrator writes of an account and may leave empty, by the names that its document, its file and its form give it: one
 * more is a line here, a sentence in its reader (`acces/administrer.ts`), a field in the form.
 */
export const facultatifsDuCompte = {
  /** Where invitations are mailed; absent, their link is handed over. */
  courriel: z.email().max(120),
} as const;
export type FacultatifDuCompte = keyof typeof facultatifsDuCompte;
export const FACULTATIFS_DU_COMPTE = Object.keys(facultatifsDuCompte) as FacultatifDuCompte[];

/** `_id` is `compte:<identifiant>` in tg-central. Never leaves the server as it is: it holds hashes. */
export const compteSchema = z.object({
  _id: z.string(),
  type: z.literal('compte'),
  identifiant: z.string().regex(/^[a-z0-9][a-z0-9._-]{1,39}$/),
  nom: z.string().min(1).max(80),
  role: z.enum(ROLES),
  /** May close months of its antennas. */
  responsable: z.boolean(),
  antennes: z.array(antenneSchema),
  ...z.object(facultatifsDuCompte).partial().shape,
  /** Antennas whose morning account of alerts it asked for, at that address. */
  digest: z.array(antenneSchema).optional(),
  /** Argon2id, PHC string; empty as long as the invited person has not chosen a password. */
  empreinte: z.string(),
  /** When that password was given; sessions opened before it are over. Absent: the first one. */
  motDePasseLe: instantSchema.optional(),
  /** The server's share (base64, 32 bytes) that wraps the PC's data key. */
  partCle: z.string(),
  actif: z.boolean(),
  /** When it was last enabled again; sessions opened before are over. */
  reactiveLe: instantSchema.optional(),
  creeLe: instantSchema,
  /** The id under which it was asked for on a screen: asked for again, it is that one. */
  demande: z.string().optional(),
});
export type Compte = z.infer<typeof compteSchema>;

/** What a signed-in browser knows of itself. */
export const sessionSchema = z.object({
  identifiant: z.string(),
  nom: z.string(),
  role: z.enum(ROLES),
  responsable: z.boolean(),
  antennes: z.array(antenneSchema),
  partCle: z.string(),
  expireLe: instantSchema,
  /** What must be done before anything else: nothing but that is open to this session. */
  restreinte: z.literal('SECOND_FACTEUR').optional(),
  /** The antennas of the service, for the names that screens say; absent: those of the first start. */
  registre: z.array(ficheAntenneSchema).max(ANTENNES_MAX).optional(),
  /** Where all is invented: the screens say so, and offer the training telephone. Absent: production. */
  mode: z.enum(MODES_FICTIFS).optional(),
});
export type Session = z.infer<typeof sessionSchema>;

/** An open session as the server keeps it, in tg-central; `_id` holds the hash of its token. */
export const sessionStockeeSchema = z.object({
  _id: z.string(),
  type: z.literal('session'),
  identifiant: z.string(),
  creeLe: instantSchema,
  expireLe: instantSchema,
  restreinte: z.literal('SECOND_FACTEUR').optional(),
  /** A code of the second factor was given, at the sign-in or since. Absent: the password alone. */
  secondFacteur: z.literal(true).optional(),
  /** Last request, to a few minutes; the kind of device; the last antenna shown. */
  vuLe: instantSchema.optional(),
  appareil: z.string().optional(),
  antenne: antenneSchema.optional(),
  /** Opened through the identity provider: leaving it leaves the provider too. */
  fournisseur: z.literal(true).optional(),
  /** Closed from elsewhere: its PC must sign in again. */
  fermeeLe: instantSchema.optional(),
});
export type SessionStockee = z.infer<typeof sessionStockeeSchema>;
