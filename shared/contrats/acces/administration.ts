import { z } from 'zod';
import { antenneConnueSchema } from '../../domain/antenne/registre';
import { dateCivileSchema, instantSchema } from '../../temps/types';
import { ANTENNES_MAX, antenneSchema, idDemandeSchema } from '../commun';
import { FACULTATIFS_DU_COMPTE, type FacultatifDuCompte, ROLES } from './compte';

// What the screens of accounts and security ask of the server, and what it answers.

const identifiantSchema = z
  .string()
  .trim()
  .toLowerCase()
  .regex(/^[a-z0-9][a-z0-9._-]{1,39}$/);

/** What an administrator says of an account. The refusals' codes name the field. */
export const fichesCompte = {
  NOM: z.string().trim().min(1).max(80),
  ROLE: z.enum(ROLES),
  ANTENNES: z.array(antenneConnueSchema).max(ANTENNES_MAX),
  RESPONSABLE: z.boolean(),
};
/** As they are typed: empty where there is none. */
const facultatifsTapes = Object.fromEntries(FACULTATIFS_DU_COMPTE.map((nom) => [nom, z.string()])) as Record<
  FacultatifDuCompte,
  z.ZodString
>;
export const ficheCompteSchema = z.object({
  nom: z.string(),
  role: z.string(),
  antennes: z.array(z.string()),
  responsable: z.boolean(),
  ...facultatifsTapes,
});
export type FicheCompte = z.infer<typeof ficheCompteSchema>;
/** `avant`: the account as it was opened; where another has changed it since, nothing is written. */
export const modificationCompteSchema = ficheCompteSchema.extend({ avant: ficheCompteSchema.exactOptional() });
/** Said by the form, and by the server to who goes round it. */
export const SANS_ANTENNE = 'Un gestionnaire a au moins une antenne : choisissez-la.';
export const nouveauCompteSchema = ficheCompteSchema.extend({
  identifiant: z.string(),
  id: idDemandeSchema.exactOptional(),
});
export type NouveauCompte = z.infer<typeof nouveauCompteSchema>;
export { identifiantSchema };

/** What an administrator does to an account; each is one click, confirmed. */
export const ACTES_COMPTE = ['DESACTIVER', 'ACTIVER', 'DEVERROUILLER', 'INVITER', 'RETIRER_SECOND_FACTEUR'] as const;
export const acteCompteSchema = z.object({ acte: z.enum(ACTES_COMPTE), id: idDemandeSchema.exactOptional() });
export type ActeCompte = (typeof ACTES_COMPTE)[number];

export const compteMontreSchema = z.object({
  identifiant: z.string(),
  nom: z.string(),
  role: z.enum(ROLES),
  responsable: z.boolean(),
  antennes: z.array(antenneSchema),
  actif: z.boolean(),
  creeLe: instantSchema,
  ...z.object(facultatifsTapes).partial().shape,
});
export type CompteMontre = z.infer<typeof compteMontreSchema>;

/** An account as its sheet is typed. */
export const ficheDeCompte = (c: Pick<CompteMontre, keyof FicheCompte>): FicheCompte => ({
  nom: c.nom,
  role: c.role,
  antennes: [...c.antennes],
  responsable: c.responsable,
  courriel: c.courriel ?? '',
});

export const compteAdministreSchema = compteMontreSchema.extend({
  motDePasse: z.boolean(),
  invitationJusqua: instantSchema.optional(),
  verrouJusqua: instantSchema.optional(),
  secondFacteur: z.boolean(),
  sessions: z.number(),
  vuLe: instantSchema.optional(),
});
export type CompteAdministre = z.infer<typeof compteAdministreSchema>;

/** `lien` only where no mail left: it is shown once. */
export const invitationFaiteSchema = z.object({
  compte: compteMontreSchema,
  expireLe: instantSchema,
  envoyeeA: z.string().optional(),
  lien: z.string().optional(),
});
export type InvitationFaite = z.infer<typeof invitationFaiteSchema>;

export const invitationLueSchema = z.object({ identifiant: z.string(), nom: z.string(), expireLe: instantSchema });
export type InvitationLue = z.infer<typeof invitationLueSchema>;

export const sessionMontreeSchema = z.object({
  id: z.string(),
  ici: z.boolean(),
  appareil: z.string(),
  antenne: antenneSchema.optional(),
  ouverteLe: instantSchema,
  vuLe: instantSchema,
});
export const monCompteSchema = z.object({
  compte: compteMontreSchema,
  sessions: z.array(sessionMontreeSchema),
  secondFacteur: z.object({ actif: z.boolean(), demande: z.boolean(), codesRestants: z.number() }),
  /** Antennas whose morning account of alerts it receives, among those that it may. Absent: it may none. */
  digest: z.object({ possibles: z.array(antenneSchema), choisies: z.array(antenneSchema) }).optional(),
});
/** POST /api/compte/digest */
export const digestSchema = z.object({ antennes: z.array(antenneConnueSchema).max(ANTENNES_MAX) });
export type MonCompte = z.infer<typeof monCompteSchema>;

export const secondFacteurProposeSchema = z.object({ secret: z.string(), adresse: z.string() });
export type SecondFacteurPropose = z.infer<typeof secondFacteurProposeSchema>;
export const codesSecoursSchema = z.object({ codes: z.array(z.string()) });

/** What was tried and refused, and is told to those named for security. */
export const TENTATIVES = {
  AUTEUR_FORGE: 'Saisie envoyée au nom d’une autre personne',
  ANTENNE_FORGEE: 'Saisie envoyée pour une autre antenne que celle annoncée',
  TYPE_FORGE: 'Document que seul le serveur écrit, envoyé par un poste',
  SAISIE_FORGEE:
    'Saisie qu’aucun écran n’envoie : identifiant d’un autre document, poste d’une reprise, effacement, taille',
  ANTENNE_ETRANGERE: 'Données demandées à une autre antenne',
  ROLE: 'Données demandées sans le droit',
  ORIGINE: 'Écriture demandée depuis un autre site',
  VERROUILLAGE: 'Compte verrouillé après plusieurs échecs',
  CODE_REJOUE: 'Code à usage unique présenté une seconde fois',
  IDENTITE_REFUSEE: 'Connexion par le fournisseur d’identité refusée',
  INVITATION_FAUSSE: 'Lien d’invitation inconnu',
  ACCES_PERSONNEL_FAUX: 'Accès personnel : lien inconnu ou code faux',
  POINTER_FAUX: 'Pointer sans téléphone : lien inconnu, ou cinq codes faux',
  ASTREINTE_FAUSSE: 'Astreinte : lien d’un message inconnu ou abîmé',
  SIGNATURE_FAUSSE: 'Appel reçu sans signature valable de l’opérateur',
} as const;
export type GenreTentative = keyof typeof TENTATIVES;

export const tentativeSchema = z.object({
  debut: instantSchema,
  fin: instantSchema,
  genre: z.enum(Object.keys(TENTATIVES) as [GenreTentative, ...GenreTentative[]]),
  /** The account that was signed in, or aimed at; absent where none is known. */
  compte: z.string().optional(),
  /** The route, or the kind of document. */
  objet: z.string().optional(),
  nombre: z.number(),
});
export type Tentative = z.infer<typeof tentativeSchema>;

/** One kind, one account, one minute: a burst is one document that counts. `_id` is `tentative:<minute>:<hash>`. */
export const tentativeGardeeSchema = tentativeSchema.extend({ _id: z.string(), type: z.literal('tentative') });
export type TentativeGardee = z.infer<typeof tentativeGardeeSchema>;

/** `repere:alerte-securite`. `dits`: those of the last minutes, and how many times each was told; they may count on meanwhile. */
export const repereSecuriteSchema = z.object({
  _id: z.string(),
  type: z.literal('repere'),
  dernierLe: instantSchema,
  dits: z.record(z.string(), z.number().int()),
});
export type RepereSecurite = z.infer<typeof repereSecuriteSchema>;

export const tentativesSchema = z.object({ tentatives: z.array(tentativeSchema), suite: z.string().optional() });

export const parametreLuSchema = z.object({
  cle: z.string(),
  sens: z.string(),
  unite: z.string(),
  valeur: z.unknown(),
  defaut: z.unknown(),
  versions: z.array(z.object({ depuis: dateCivileSchema, valeur: z.unknown(), auteur: z.string() })),
});
export const parametresLusSchema = z.object({ date: dateCivileSchema, parametres: z.array(parametreLuSchema) });
export type ParametreLu = z.infer<typeof parametreLuSchema>;

/**
 * A dated value: `valeur` as it is typed (JSON, or a bare word); `avant`, what the page shows of that day: where another has written
 * since, nothing is (a page of before does not say it). `essai`: says what it would change, writes nothing.
 */
export const ecritureParametreSchema = z.object({
  cle: z.string(),
  valeur: z.string().max(10_000),
  avant: z.json().exactOptional(),
  depuis: z.string(),
  essai: z.boolean(),
});
export const effetParametreSchema = z.object({
  cle: z.string(),
  depuis: dateCivileSchema,
  /** Last day, where a later version takes over. */
  jusqua: dateCivileSchema.optional(),
  avant: z.unknown(),
  apres: z.unknown(),
  /** A version of that very day, which this one replaces. */
  remplace: z.boolean(),
  /** In the past: months still open are computed again. */
  retroactif: z.boolean(),
  /** Of a file's layout: what the file would be, from rows of nobody. */
  apercu: z.array(z.string()).exactOptional(),
});
export type EffetParametre = z.infer<typeof effetParametreSchema>;

export const pageAuditSchema = z.object({
  entrees: z.array(
    z.object({
      instant: instantSchema,
      auteur: z.string(),
      action: z.string(),
      /** As it is written in the chain: ids and codes. */
      objet: z.string(),
      /** The same as one French sentence; it names people to who may read their files, else it gives their number. */
      phrase: z.string(),
      maillon: z.number(),
    }),
  ),
  suite: z.number().optional(),
  /** Words of the actions, for the filter. */
  actions: z.record(z.string(), z.string()),
});
export type PageAudit = z.infer<typeof pageAuditSchema>;

/** Readings on the PC, of usagers' files and of aides' telephone numbers, sent when the network is there. */
export const LIMITE_CONSULTATIONS = 200;
export const consultationsSchema = z.object({
  consultations: z
    .array(
      z.union([
        z.object({ usagerId: z.string().min(1).max(40), instant: instantSchema }),
        z.object({ intervenantId: z.string().min(1).max(40), instant: instantSchema }),
      ]),
    )
    .min(1)
    .max(LIMITE_CONSULTATIONS),
});
export type Consultation = z.infer<typeof consultationsSchema>['consultations'][number];
