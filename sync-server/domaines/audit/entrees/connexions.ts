import { type GenreTentative, TENTATIVES } from '#shared/contrats/acces/administration';
import { dateEtHeure } from '#shared/mots/dates';
import type { Instant } from '#shared/temps/types';
import { phrase } from '../mots';
import { type Dire, entreeDe } from './famille';

// Who came in, who did not, and what was tried.

const PAR_FOURNISSEUR = 'par le fournisseur d’identité';
const connexion = entreeDe('CONNEXION');

/** `Chrome sur Windows`. */
export const CONNEXION = {
  ecrire: {
    ouverte: ({ appareil }: { appareil: string }) => connexion(appareil),
    parFournisseur: ({ appareil }: { appareil: string }) => connexion(`${appareil},`, PAR_FOURNISSEUR),
  },
  dire: (({ objet }) => phrase('S’est connecté', objet)) satisfies Dire,
};

const deconnexion = entreeDe('DECONNEXION');

/** `anne`. */
export const DECONNEXION = {
  ecrire: { fermee: ({ identifiant }: { identifiant: string }) => deconnexion(identifiant) },
  dire: (() => 'S’est déconnecté.') satisfies Dire,
};

const FOURNISSEUR = 'fournisseur';
const REFUS = {
  IDENTIFIANTS: 'identifiant ou mot de passe faux',
  DESACTIVE: 'compte désactivé',
  CODE_FAUX: 'code à usage unique faux',
  CODE_REJOUE: 'code à usage unique déjà servi',
} as const;
const RAISONS: Readonly<Record<string, string>> = { ...REFUS, [FOURNISSEUR]: PAR_FOURNISSEUR };
const refusee = entreeDe('CONNEXION_REFUSEE');

/** `CODE_REJOUE`, `fournisseur JETON x`: what the provider said is for who mends, and is not in the sentence. */
export const CONNEXION_REFUSEE = {
  ecrire: {
    refusee: ({ raison }: { raison: keyof typeof REFUS }) => refusee(raison),
    parFournisseur: ({ raison, detail }: { raison: string; detail?: string | undefined }) =>
      refusee(FOURNISSEUR, raison, detail || undefined),
  },
  dire: (({ mots }) => phrase('N’a pas pu se connecter', RAISONS[mots[0] ?? ''])) satisfies Dire,
};

const verrouillage = entreeDe('VERROUILLAGE');

/** `2026-11-25T07:31:00Z`. */
export const VERROUILLAGE = {
  ecrire: { verrouille: ({ jusqua }: { jusqua: Instant }) => verrouillage(jusqua) },
  dire: (({ mots }) =>
    phrase('A été verrouillé après plusieurs échecs', `jusqu’au ${dateEtHeure(mots[0] as Instant)}`)) satisfies Dire,
};

const session = entreeDe('SESSION');

/** The beginning of its id. */
export const SESSION = {
  ecrire: { fermee: ({ id }: { id: string }) => session(id) },
  dire: (() => 'A fermé une de ses sessions.') satisfies Dire,
};

const SECONDS_FACTEURS = {
  proposer: 'A demandé un second facteur : la clé lui a été montrée.',
  activer: 'A activé son second facteur.',
  'codes-de-secours': 'A reçu d’autres codes de secours, les premiers s’étant perdus en route.',
  retirer: 'A retiré son second facteur.',
} as const;
const secondFacteur = entreeDe('SECOND_FACTEUR');
const sur = (geste: keyof typeof SECONDS_FACTEURS) => secondFacteur(geste);

/** `proposer`. */
export const SECOND_FACTEUR = {
  ecrire: {
    propose: () => sur('proposer'),
    active: () => sur('activer'),
    autresCodes: () => sur('codes-de-secours'),
    retire: () => sur('retirer'),
  },
  dire: (({ objet }) =>
    SECONDS_FACTEURS[objet as keyof typeof SECONDS_FACTEURS] ?? SECONDS_FACTEURS.activer) satisfies Dire,
};

const tentative = entreeDe('TENTATIVE');

/** `CODE_REJOUE POST /api/session`: by which way is for who mends, and is not in the sentence. */
export const TENTATIVE = {
  ecrire: {
    refusee: ({ genre, par }: { genre: GenreTentative; par?: string | undefined }) =>
      tentative(genre, par || undefined),
  },
  dire: (({ mots }) => phrase(TENTATIVES[mots[0] as GenreTentative] ?? 'Demande refusée')) satisfies Dire,
};
