import type { z } from 'zod';
import type { Refus, Refusee, Resultat } from '#shared/contrats/commun';
import { aLeDroit, type Droit, type Porteur, quiALeDroit } from '#shared/droits/droits';
import { PAS_ENCORE_LU } from '#shared/replication/protocole';

/** Refusals that any route may answer: one table, so that the same fault is always said with the same words. */
export const REFUS = {
  SESSION: { statut: 401, message: 'Votre session est absente ou terminée. Reconnectez-vous.' },
  CODE_REQUIS: { statut: 401, message: 'Donnez aussi le code à 6 chiffres de votre application d’authentification.' },
  CODE_FAUX: {
    statut: 401,
    message: 'Ce code n’est pas le bon, ou a déjà servi. Attendez le suivant, ou donnez un code de secours.',
  },
  COMPTE_VERROUILLE: { statut: 429, message: 'Trop d’échecs : ce compte est verrouillé.' },
  SECOND_FACTEUR: {
    statut: 403,
    message: 'Votre rôle demande un second facteur : configurez-le, puis recommencez.',
  },
  COMPTE_DESACTIVE: {
    statut: 401,
    message: 'Ce compte n’est plus actif : ses données sont effacées de ce poste. Adressez-vous à un administrateur.',
  },
  IDENTIFIANTS: {
    statut: 401,
    message:
      'Identifiant ou mot de passe incorrect. Vérifiez les majuscules ; en cas d’oubli, demandez à un administrateur.',
  },
  FOURNISSEUR_MUET: {
    statut: 503,
    message: 'Le service de connexion ne répond pas. Réessayez dans un instant, ou donnez votre mot de passe.',
  },
  FOURNISSEUR_ANNULE: {
    statut: 401,
    message: 'La connexion a été abandonnée, ou refusée par le service de connexion. Recommencez.',
  },
  FOURNISSEUR_ETAT: {
    statut: 401,
    message: 'Cette connexion n’a pas commencé sur ce poste, ou a trop attendu. Recommencez-la depuis cette page.',
  },
  FOURNISSEUR_JETON: {
    statut: 401,
    message:
      'La réponse du service de connexion n’a pas pu être vérifiée. Recommencez ; si cela dure, prévenez un administrateur.',
  },
  FOURNISSEUR_NIVEAU: {
    statut: 401,
    message: 'Le service de connexion n’a pas demandé le second facteur attendu. Prévenez un administrateur.',
  },
  FOURNISSEUR_NON_VERIFIE: {
    statut: 401,
    message: 'Le service de connexion n’a pas vérifié votre adresse. Vérifiez-la auprès de lui, puis recommencez.',
  },
  FOURNISSEUR_INCONNU: {
    statut: 401,
    message:
      'Aucun compte de l’extranet n’est à ce nom. Demandez à un administrateur d’inscrire votre adresse sur votre compte.',
  },
  FOURNISSEUR_AMBIGU: {
    statut: 401,
    message:
      'Plusieurs comptes de l’extranet portent votre adresse. Demandez à un administrateur de n’en garder qu’un.',
  },
  ORIGINE: {
    statut: 403,
    message: 'Cette demande ne vient pas de l’extranet. Ouvrez l’extranet à son adresse habituelle et recommencez.',
  },
  ANTENNE: {
    statut: 403,
    message:
      'Cette antenne n’est pas la vôtre. Choisissez une de vos antennes, ou demandez ce droit à un administrateur.',
  },
  ROLE: { statut: 403, message: 'Votre rôle ne le permet pas.' },
  TROP_D_ESSAIS: { statut: 429, message: 'Trop d’essais. Attendez quelques minutes avant de recommencer.' },
  DEMANDE: { statut: 400, message: 'Demande mal formée. Rechargez la page et recommencez.' },
  CORPS: {
    statut: 400,
    message: 'Le contenu envoyé est illisible : du JSON est attendu. Rechargez la page et recommencez.',
  },
  TYPE_CONTENU: { statut: 415, message: 'Le contenu envoyé doit être du JSON (application/json).' },
  TROP_GROS: { statut: 413, message: 'L’envoi est trop gros. Envoyez moins de lignes à la fois.' },
  INTROUVABLE: { statut: 404, message: 'Cette adresse n’existe pas. Revenez à l’accueil.' },
  VERSION: {
    statut: 426,
    message:
      'Cette page est d’une autre version que le serveur. Rechargez-la : ce que vous avez saisi est gardé sur ce poste et partira ensuite.',
  },
  REPLI: {
    statut: 503,
    message: 'Le service est momentanément indisponible. Votre travail est gardé sur ce poste et partira tout seul.',
  },
  [PAS_ENCORE_LU]: {
    statut: 503,
    message:
      'Les machines qui gardent les données se remettent à jour : ce qui vient de changer arrivera dans quelques minutes. Rien n’est perdu.',
  },
  COUPURE: {
    statut: 503,
    message:
      'Les données du service ont cessé de répondre : ce que vous demandiez est fait, ou ne l’est pas. Rechargez la page dans une minute, elle le dit ; si ce n’est pas fait, recommencez.',
  },
  SANS_QUORUM: {
    statut: 503,
    message:
      'Le magasin a perdu la majorité de ses nœuds : il ne confirme plus rien, et ceci n’a pas été enregistré. Réessayez dans quelques minutes ; ce qui est saisi sur ce poste y est gardé et partira tout seul.',
  },
  ILLISIBLE: {
    statut: 409,
    message:
      'Un document du service est illisible, et ce qui est demandé en dépend : le compte s’arrête plutôt que de l’oublier, et rien n’est pris. Donnez cette référence au support : le journal dit lequel.',
  },
  INTERNE: {
    statut: 500,
    message: 'Une erreur imprévue est survenue. Réessayez ; si elle revient, donnez cette référence au support.',
  },
} as const satisfies Record<string, { statut: number; message: string }>;

export type CodeRefus = keyof typeof REFUS;

/**
 * Thrown in a route to end it by a refusal of the table; `precision` says the place and the remedy more closely. A use
 * case's own refusal keeps its code and its sentence.
 */
export class ErreurHttp extends Error {
  readonly statut: number;
  readonly refus: Refus;
  /** Whom the refusal is about, told to who has proved to be that person: the PC wipes what it holds of a disabled account. */
  compte: string | undefined;
  constructor(code: CodeRefus | Refusee['refus'], precision?: string) {
    const refus: Refus =
      typeof code === 'string'
        ? { code, message: precision ?? REFUS[code].message }
        : { code: code.code, message: code.ecran ?? code.message };
    super(refus.code);
    this.statut = typeof code === 'string' ? REFUS[code].statut : 400;
    this.refus = refus;
  }
}

/** Said to any role, an administrator's too: whom to ask is who has the right, never « an administrator » who may not have it. */
const phraseRole = (droit: Droit): string =>
  `Votre rôle ne le permet pas. Demandez-le à qui en a le droit : ${quiALeDroit(droit)}.`;

/** [Architecture, "Who may do what"] Ends the request of a session that has not this right. */
export const exigerDroit = (s: Porteur, droit: Droit): void => {
  if (!aLeDroit(s, droit)) throw new ErreurHttp('ROLE', phraseRole(droit));
};

/** What a use case gave, or its refusal to who asked. */
export const valeurDe = <T>(r: Resultat<T>): T => {
  if (r.ok) return r.valeur;
  throw new ErreurHttp(r.refus);
};

/** What is asked, by its schema; ends the request where it is not that. `precision`: what to give instead. */
export const lireDemande = <T>(schema: z.ZodType<T>, lu: unknown, precision?: string): T => {
  const r = schema.safeParse(lu);
  if (!r.success) throw new ErreurHttp('DEMANDE', precision);
  return r.data;
};

/** The same, where the refusal names the fields that are wrong, then what to do. */
export const lireDemandeNommee = <T>(schema: z.ZodType<T>, lu: unknown, remede: string): T => {
  const r = schema.safeParse(lu);
  if (r.success) return r.data;
  const champs = [...new Set(r.error.issues.map((i) => i.path.join('.')))].join(', ');
  throw new ErreurHttp('DEMANDE', `Demande mal formée (${champs}). ${remede}`);
};

/** Fastify's own faults, in our words. */
export const codeDeFastify = (code: string | undefined, statut: number | undefined): CodeRefus | undefined => {
  if (code === 'FST_ERR_CTP_BODY_TOO_LARGE') return 'TROP_GROS';
  if (code === 'FST_ERR_CTP_INVALID_MEDIA_TYPE') return 'TYPE_CONTENU';
  if (code?.startsWith('FST_ERR_CTP_')) return 'CORPS';
  if (statut === 413) return 'TROP_GROS';
  if (statut === 429) return 'TROP_D_ESSAIS';
  if (statut === 404) return 'INTROUVABLE';
  if (statut !== undefined && statut >= 400 && statut < 500) return 'DEMANDE';
  return undefined;
};
