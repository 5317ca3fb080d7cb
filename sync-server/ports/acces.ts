import type { GenreTentative } from '#shared/contrats/acces/administration';
import type { Session } from '#shared/contrats/acces/compte';
import type { Antenne } from '#shared/contrats/commun';
import type { Instant } from '#shared/temps/types';

// What every route stands on, and the domain of access gives: who asks, what is noted of it, and who vouches for it.

export type Demande = {
  identifiant: string;
  motDePasse: string;
  code?: string | undefined;
  appareil?: string;
  /** Of the network that asks, and the marks that its browser keeps of those who have signed in there. */
  adresse: string;
  marques: string | undefined;
};
export type Ouverture =
  | { jeton: string; session: Session }
  | 'IDENTIFIANTS'
  | 'DESACTIVE'
  | 'CODE_REQUIS'
  | 'CODE_FAUX'
  | 'CODE_REJOUE'
  /** `neuf`: by this very attempt. */
  | { verrouJusqua: Instant; neuf: boolean };

export type Sessions = {
  /**
   * Checks the password, then the code where the account has a second factor. Unknown and wrong are not told apart; only
   * who knows the password of a disabled account learns that it is.
   */
  ouvrir: (d: Demande) => Promise<Ouverture>;
  /**
   * Checks the password of who is signed in already, and a code of her second factor where one is given; a failure counts like one at
   * sign-in, for that session.
   */
  verifier: (
    identifiant: string,
    motDePasse: string,
    jeton: string | undefined,
    code?: string,
  ) => Promise<'JUSTE' | 'IDENTIFIANTS' | 'CODE_FAUX' | 'CODE_REJOUE' | { verrouJusqua: Instant; neuf: boolean }>;
  /** The marks of a browser once that account has signed in there; undefined where they stay as they are. */
  marquer: (identifiant: string, marques: string | undefined) => Promise<string | undefined>;
  /** Where a try comes from, for who slows them down: the browser where it is known to that account, else its network. */
  source: (identifiant: string, adresse: string, marques: string | undefined) => Promise<string>;
  /** A new session of an account whose password has just been checked or set. */
  renouveler: (
    identifiant: string,
    appareil: string | undefined,
  ) => Promise<{ jeton: string; session: Session } | undefined>;
  /** A session of an account that the identity provider has recognised: the second factor is its business. */
  ouvrirReconnu: (
    identifiant: string,
    appareil: string | undefined,
  ) => Promise<{ jeton: string; session: Session } | undefined>;
  /** Whether the identity provider opened it. */
  parFournisseur: (jeton: string | undefined) => Promise<boolean>;
  /** Notes that a session lives, where that is not known for a few minutes. */
  noterVue: (jeton: string | undefined, antenne: Antenne | undefined) => void;
  existe: (identifiant: string) => Promise<boolean>;
  /** The document of a token. */
  idDe: (jeton: string) => string;
  /** The session of a token while it lasts and its account is active. */
  lire: (jeton: string | undefined) => Promise<Session | undefined>;
  /** The account of the token, where it was disabled since, be the session ended or not: its PC then wipes what it holds. */
  compteDesactive: (jeton: string | undefined) => Promise<string | undefined>;
  fermer: (jeton: string) => Promise<void>;
  /** To be called with each id that changes in tg-central. */
  oublier: (id: string) => void;
  /** Called after each forgotten document: streams that stay open check their session again. */
  surOubli: (action: () => void) => () => void;
};

export type Fait = {
  genre: GenreTentative;
  compte?: string | undefined;
  objet?: string | undefined;
  nombre?: number | undefined;
};

export type Registre = {
  /** Kept as soon as can be, and mailed; never holds back nor fails the request that tells it. */
  noter: (f: Fait) => void;
  /** Mails what has not been told yet, where the last mail is old enough. To be called every minute. */
  alerter: () => Promise<boolean>;
  /** All that was told so far is kept. */
  fini: () => Promise<void>;
};

/** What the answer must match: known to the browser that left, and to no other. */
export type Attendu = { etat: string; nonce: string; verificateur: string };

/** Why the provider's answer is not believed. `MUET`: there is none. */
export type RefusFournisseur = 'MUET' | 'ANNULE' | 'ETAT' | 'REJOUE' | 'JETON' | 'NIVEAU' | 'CHAMP' | 'NON_VERIFIE';
export type Reconnu = { valeur: string } | { refus: RefusFournisseur; detail?: string };

export type FournisseurIdentite = {
  nom: string;
  champ: string;
  /** `retour`: our page. `autre`: it asks again who it is. */
  commencer: (
    retour: string,
    autre: boolean,
  ) => Promise<{ adresse: string; attendu: Attendu } | { refus: 'MUET'; detail?: string }>;
  conclure: (retour: string, recherche: string, attendu: Attendu) => Promise<Reconnu>;
  /** Where one leaves the provider, if it has such a page and has been asked before. */
  sortie: (retour: string) => string | undefined;
};
