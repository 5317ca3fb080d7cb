// The port of the store: what CouchDB does, and no more than what is used of it. Whoever reads or writes documents goes through
// `lire.ts` and `ecrire.ts`, which stand on it.

/** A document as stored, with its bookkeeping. */
export type Stocke<T> = T & { _id: string; _rev: string };
export type DocumentStocke = Stocke<{ [cle: string]: unknown }>;

/** Ids in [debut, fin[ by their bytes, in order; the greatest first with `decroissant`. */
export type Plage = {
  debut: string;
  fin: string;
  limite?: number | undefined;
  decroissant?: boolean | undefined;
};

/** What is asked of a range or of ids: with the bodies, or the revisions alone. */
export type Corps = 'avec' | 'sans';

export type LignePlage = { id: string; rev: string; doc?: DocumentStocke };
/** One for each id that was asked for, in the same order; without `rev` where the store never had it. */
export type LigneCle = { id: string; rev?: string | undefined; supprime: boolean; doc?: DocumentStocke | undefined };

/**
 * What became of one document of a batch: its new revision, or the store's word (`conflict`, …). `sansQuorum`: fewer copies than the
 * quorum have it (CouchDB's 202): it is stored, and may yet be the losing side of a partition.
 */
export type LigneEcrite = { id: string; rev?: string | undefined; erreur?: string | undefined; sansQuorum?: true };

/** `autres`: its other leaves, deleted ones too, where both sides of a partition wrote. */
export type LigneChangement = { id: string; rev: string; supprime: boolean; autres?: readonly string[] };
/** `seq`: where to go on from after this row. */
export type LigneReperee = LigneChangement & { seq: string };
/** `seq`: where to go on from. `restants`: how many are left after it. */
export type PageChangements<L = LigneChangement> = { lignes: L[]; seq: string; restants: number };
export type DemandeChangements = { depuis: string; limite: number };

/**
 * A node of the cluster. `present`: the others see it; `ferme`: it answers nobody until it is opened. What it says of itself is missing where it does not answer: `aTransmettre`,
 * documents that it has still to push to the others; `actifS`, seconds since it started; `revus`, of each other, seconds since it met
 * it again, 0 where it does not see it now.
 */
export type Noeud = {
  nom: string;
  present: boolean;
  ferme?: true;
  aTransmettre?: number;
  actifS?: number;
  revus?: Readonly<Record<string, number>>;
};

export type InfosBase = { sequence: string; documents: number; compactage: boolean };

/** A whole database as the store's own JSON, never parsed. `fin`: the sequence to go on from, known once all is read. */
export type LectureBrute = { lots: AsyncIterable<string[]>; fin: () => string | undefined };

/** Of some ids; one that is in neither is not known to be there or not: fewer copies than the quorum answered, or one refused it. */
export type Affermis = {
  /** As many copies as the quorum have what is there of them, were it the mark of a deletion. */
  fermes: readonly string[];
  /** As many copies as the quorum answered, and none of them has anything of them. */
  introuvables: readonly string[];
};

/**
 * A database that does not exist refuses with the status 404, save where it says otherwise. What the store refuses, or what keeps
 * us from it, is an `Error` with a `scope` (see `erreurs.ts`).
 */
export type Magasin = {
  /** Set where there is one copy, whose answers are always the last; not set where that is not known. */
  uneCopie?: true;
  /** Names of the databases that exist. */
  bases: () => Promise<string[]>;
  /** False where it exists already. */
  creerBase: (base: string) => Promise<boolean>;
  /** False where it did not exist. */
  detruireBase: (base: string) => Promise<boolean>;
  /** Nothing where the database does not exist. */
  infos: (base: string) => Promise<InfosBase | undefined>;
  /** The nodes that keep the copies; none where the store is one process, whose answers are always the last. */
  noeuds: () => Promise<Noeud[]>;
  /** Starts to make replaced and deleted bodies unreachable: `infos` says when it is done. */
  compacter: (base: string) => Promise<void>;

  /** Nothing where it is absent or deleted, or its database is. */
  lire: (base: string, id: string) => Promise<DocumentStocke | undefined>;
  /** By the quorum of a cluster, unlike a range. Nothing of a database that does not exist. */
  parCles: (base: string, ids: readonly string[], corps: Corps) => Promise<LigneCle[]>;
  /** The leaves that live, bodies included, the one that is shown first: several where both sides of a partition wrote. */
  feuilles: (base: string, id: string) => Promise<DocumentStocke[]>;
  /** All its leaves, deleted ones too, without the bodies. */
  revisions: (base: string, id: string) => Promise<{ rev: string; supprime: boolean }[]>;
  /** By one copy of each shard, which may lag; a database that does not exist is empty. */
  plage: (base: string, plage: Plage, corps: Corps) => Promise<LignePlage[]>;

  /** Each is accepted or refused by itself, in the order given. Nobody outside of `store/` calls it: see `ecrire.ts`. */
  ecrire: (base: string, docs: readonly object[]) => Promise<LigneEcrite[]>;
  /** Sends what is there of these once more to the copies that lack it, which changes nothing where they have it. */
  affermir: (base: string, ids: readonly string[]) => Promise<Affermis>;
  /** `_local` documents: bookkeeping of one store, never in its changes, never in conflict. */
  ecrireLocal: (base: string, id: `_local/${string}`, doc: object) => Promise<void>;
  locaux: (base: string) => Promise<DocumentStocke[]>;

  /** A page of what changed after a sequence ('0': all; 'now': nothing yet), without the bodies; by one copy of each shard. */
  changements: (base: string, o: DemandeChangements) => Promise<PageChangements>;
  /**
   * The same, each row with the sequence from which to go on after it, for who may stop within the page. CouchDB makes it anew for each
   * row, of those of all its shards, and it is half of the answer's bytes: who goes on from the page's end does not ask for it.
   */
  changementsReperes: (base: string, o: DemandeChangements) => Promise<PageChangements<LigneReperee>>;
  /** As `changements`, once there is something, or an empty page after `dureeMs`. `signal` breaks it off. */
  attendre: (
    base: string,
    o: { depuis: string; limite: number; dureeMs: number; signal: AbortSignal },
  ) => Promise<PageChangements>;

  /** Documents as JSON texts, `_id` first: a whole service goes by without filling the memory, and no value is altered. */
  bruts: {
    /** What changed after a sequence, deleted ones too, each as it stands when it is read. */
    changements: (base: string, depuis: string) => LectureBrute;
    /** Every living document, in order of ids. */
    parIds: (base: string) => AsyncIterable<string[]>;
    /** Keeps the revisions that the documents carry; one that is known changes nothing. */
    greffer: (base: string, documents: readonly string[]) => Promise<void>;
  };
};
