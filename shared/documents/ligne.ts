import type { z } from 'zod';

/** Where documents are: an antenna's database, that of the punches of a year, that of the service, and two that serve the store itself. */
export const BASES = {
  ANTENNE: 'tg-antenne-<code>',
  POINTAGES: 'tg-pointages-<année>',
  CENTRALE: 'tg-central',
  LOTS: 'tg-lots',
  RESTAURATION: 'tg-restauration',
} as const;
export type Base = keyof typeof BASES;

export const ECRIVAINS = {
  POSTE: 'poste d’un gestionnaire',
  IMPORT: 'import',
  TRANSITION: 'transition',
  SERVEUR: 'serveur',
  TELEPHONIE: 'téléphonie',
  COMMANDE: 'commande',
} as const;
export type Ecrivain = keyof typeof ECRIVAINS;

/** What a document is: written once and never changed, made again at will from others, or the last state of something. */
export const NATURES_DOCUMENT = {
  ACTE: 'écrit une fois',
  DERIVE: 'dérivé, refait à volonté',
  ETAT: 'dernier état',
} as const;
export type NatureDocument = keyof typeof NATURES_DOCUMENT;

/** The collections of a PC; which of its documents each carries is said by the rows. */
export const COLLECTIONS_EN_MOTS = {
  dossiers: 'avec les dossiers',
  jours: 'avec les visites du jour',
  saisies: 'avec les saisies',
  decisions: 'avec les réponses aux saisies',
  suspens: 'avec ce qui attend',
} as const;
export type CollectionDuPoste = keyof typeof COLLECTIONS_EN_MOTS;

/** What a PC has of a type. */
export type RecuParLePoste = {
  collection: CollectionDuPoste;
  /** Its place in the first sync of that collection: one that was cut goes on from where it stood, so that it never changes. */
  rang: number;
  /** The window of months does not hold for it: it must be known whatever its age. */
  sansAge?: true;
  /** All that a PC reads of it; absent: the whole document. */
  champs?: readonly string[];
  /** Of what is of a usager: what an antenna that the usager has left receives no more. It may change there, and opens what is there now. */
  tusAuxQuittees?: readonly string[];
};

/** A type that a manager's PC writes: what its author is told, and what the server takes. */
export type EcritParLePoste = {
  /** Where a PC writes less than what the type may hold. */
  schema?: z.ZodType;
  /** Where the server takes less than what a PC's own file may give back. */
  pris?: z.ZodType;
};

type Durees = {
  /**
   * Goes with the clock of the interventions, by the date in its id. The number is its turn: what a hold keeps of a usager tells
   * the days whose corrections and verdicts, which name nobody, stay too; so it never changes.
   */
  interventions?: number;
  /** Names nobody: on a day where something is held, it is kept whoever it is about. */
  parJour?: true;
  /** Goes with the file of its usager, in these databases; a contact is what shows that someone is still known. */
  dossier?: { bases: readonly Base[]; contact?: true };
  /** What else becomes of it, or why it stays: for the documentation. */
  dite?: string;
};

/** [RE] What becomes of a type with time. One that nothing takes away says why it stays: silence would mean for ever. */
export type Conservation = Durees &
  (Required<Pick<Durees, 'interventions'>> | Required<Pick<Durees, 'dossier'>> | Required<Pick<Durees, 'dite'>>);

/** How a type leaves in the set of reversibility: as it is, without some fields, or not at all, and why. */
export type Sortie = 'ENTIER' | { sans: readonly string[] } | { reste: string };

/**
 * What of a type a usager or an aide is given who asks for all that is held of them: what is theirs, and of what is everybody's the part
 * that names them, without some fields (a secret, or somebody else's). `suit`: it may name nobody, and is given with what it is about,
 * after it, hence its turn. Or nothing, and why.
 */
export type Extrait = 'SIEN' | { suit?: 1 | 2 | 3; sans?: readonly string[] } | { reste: string };

/** What becomes of what both sides of a cut of the cluster wrote of one document; unless said, by its nature. */
export const REGLES_CONFLIT = {
  REFAIRE: 'refait, le perdant effacé',
  FONDRE: 'les deux n’en font qu’un ; ce qui se contredit, gardé à part',
  GARDER: 'le perdant gardé à part, pour une personne',
  SCELLER: 'la suite qui n’est pas gardée, scellée dans un maillon de l’autre',
} as const;
export type Regle = keyof typeof REGLES_CONFLIT;

/**
 * All that is decided of a type of document, in one place: routing, reading, purge, reversibility, words and documentation are
 * derived from it. `id`: what follows `<type>:` in its `_id`, by its parts; a type without any has one document.
 */
export type Ligne = {
  /** What they are, for a reader who knows nothing of us. */
  quoi: string;
  /** One of them, with its article. */
  un: string;
  schema: z.ZodType;
  bases: readonly [Base, ...Base[]];
  id: string;
  ecrivains: readonly [Ecrivain, ...Ecrivain[]];
  nature: NatureDocument;
  recu?: RecuParLePoste;
  saisie?: EcritParLePoste;
  /**
   * [CL-1, PT-5] Said of a usager, it is to be known in each antenna that they have or had, whoever typed it and whenever a file moves
   * them; its schema has `usagerId` and `partageLe`.
   */
  partage?: true;
  conservation: Conservation;
  sortie: Sortie;
  /** Absent: it says nothing of any usager or aide. */
  extrait?: Extrait;
  /** [FL-3] Where both sides of a cut wrote it; `sauf`: fields that tell no difference. */
  conflit?: { regle?: Regle; sauf?: readonly string[] };
  /** A backup leaves it: it says who is at work on this machine, now. */
  horsSauvegarde?: true;
  /** Counted by the inventory as it is received, as is all that a PC writes. */
  inventaire?: true;
  /** Followed by who tells an aide and a usager by their code and number: the telephone, and the pairing. */
  annuaire?: 'TELEPHONE_ET_APPARIEMENT' | 'APPARIEMENT';
  /** Its name on the command line: `telegestion lire <nom>`. */
  lire?: string;
};
export type Lignes = Readonly<Record<string, Ligne>>;
