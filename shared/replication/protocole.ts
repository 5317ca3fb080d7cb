import { z } from 'zod';
import { antenneSchema } from '../contrats/commun';
import { SANS_AGE, typesRecus } from '../documents/collections';
import type { CollectionDuPoste } from '../documents/ligne';
import { dateCivileSchema, instantSchema } from '../temps/types';

/**
 * The collections of the PC. `prefixes`: the types of documents of the antenna's database that it carries, in the order of the
 * first sync; `date`: whether its ids begin with a date; `envoi`: whether the PC writes in it. Few of them: two antennas may be
 * open at once on a PC, and RxDB takes thirteen collections in all, its own `local` ones included.
 */
export const COLLECTIONS = {
  dossiers: { prefixes: typesRecus('dossiers'), date: false, envoi: false },
  jours: { prefixes: typesRecus('jours'), date: true, envoi: false },
  saisies: { prefixes: typesRecus('saisies'), date: true, envoi: true },
  decisions: { prefixes: typesRecus('decisions'), date: true, envoi: false },
  suspens: { prefixes: typesRecus('suspens'), date: true, envoi: false },
} as const satisfies Record<CollectionDuPoste, object>;
export type Collection = keyof typeof COLLECTIONS;
/** That in which the PC writes: one document each, where the others are kept as lots. */
export type CollectionEnvoi = 'saisies';
export const estEnvoi = (c: Collection): c is CollectionEnvoi => COLLECTIONS[c].envoi;
export const collectionSchema = z.enum(Object.keys(COLLECTIONS) as [Collection, ...Collection[]]);

/** What must be known whatever its age: the window of months does not hold for it. */
export const estSansAge = (type: string): boolean => SANS_AGE.has(type);

/**
 * First a range of ids is read (`instantane`, after noting the database's sequence), then the change feed is followed.
 * `histoire`: of which life of the data this speaks. Another one begins when a backup is restored.
 */
const histoire = { histoire: z.string().max(40).optional() };
export const checkpointSchema = z.discriminatedUnion('mode', [
  z.object({ mode: z.literal('instantane'), apres: z.string(), seq: z.string(), ...histoire }),
  z.object({ mode: z.literal('changements'), seq: z.string(), ...histoire }),
]);
export type Checkpoint = z.infer<typeof checkpointSchema>;

/** Any document of the feed as it travels; deleted ones carry only `_id` and `_deleted`. */
export type DocumentReplique = { [champ: string]: unknown; _id: string; _deleted?: boolean | undefined };
/** Looked at, and given as it is: a first sync reads some ten thousand of them, that an object schema would each copy. */
const documentSchema = z.custom<DocumentReplique>((v) => {
  if (typeof v !== 'object' || v === null) return false;
  const { _id, _deleted } = v as Record<string, unknown>;
  return typeof _id === 'string' && (_deleted === undefined || typeof _deleted === 'boolean');
});

/**
 * What a PC says it speaks, in a header of its requests (`?protocole=` where the browser lets none be set, for the stream). The
 * server takes its own and the one before; PCs that say nothing are those of the first. To be raised with what an older PC
 * would misread.
 */
export const PROTOCOLE = { version: 2, entete: 'x-protocole' } as const;
export const protocoleAccepte = (dit: string | undefined): boolean =>
  [PROTOCOLE.version, PROTOCOLE.version - 1].includes(Number(dit ?? 1));

/**
 * By which account a page was opened, in a header of its requests (`?compte=` for the stream): the cookie is of who signed in last in
 * this browser, in whatever tab. A page of a former version says nothing, and is taken for who the cookie is.
 */
export const COMPTE = { entete: 'x-compte', requete: 'compte' } as const;

/** Header of an answer to something that changes the store: it was written, and the quorum of the cluster does not have it yet. */
export const CONFIRMATION = { entete: 'x-confirmation', attendue: 'attendue' } as const;

/**
 * Header of a page that is not the last: its checkpoint, again, as URI-encoded JSON. The next page is asked for as soon as this
 * one begins to arrive, and the server reads it while this one travels and is parsed.
 */
export const ENTETE_SUITE = 'x-suite';
export const ecrireSuite = (c: Checkpoint): string => encodeURIComponent(JSON.stringify(c));
/** Undefined where there is none, or none that is understood: the page itself says it too. */
export const lireSuite = (entete: string | null): Checkpoint | undefined => {
  try {
    return checkpointSchema.safeParse(JSON.parse(decodeURIComponent(entete ?? ''))).data;
  } catch {
    return undefined;
  }
};

/** Code of the 503 of a page whose first document was named, and is not to be read yet: copies of a cluster catch up. */
export const PAS_ENCORE_LU = 'PAS_ENCORE_LU';

/** GET /replication/<collection>?antenne=&checkpoint=&limite= */
export const pageSchema = z.object({
  documents: z.array(documentSchema),
  checkpoint: checkpointSchema,
  /** False when the page is the last one for now. */
  suite: z.boolean(),
  /** First civil date that the PC keeps. */
  debutFenetre: dateCivileSchema,
  /** The checkpoint was of other data, which a restoration has replaced: this page is the first of all that there is. */
  recommence: z.literal(true).optional(),
});
export type Page = z.infer<typeof pageSchema>;

/** POST /replication/saisies?antenne= : every row is answered; a refused one is listed, and kept by the server as a `refus`. */
export const envoiSchema = z.object({ documents: z.array(z.unknown()).max(500) });
export const reponseEnvoiSchema = z.object({
  recus: z.array(z.string()),
  refuses: z.array(z.object({ documentId: z.string(), code: z.string(), message: z.string() })),
});
export type ReponseEnvoi = z.infer<typeof reponseEnvoiSchema>;

/** POST /replication/poste?antenne= : a PC lives, and this many rows of it have yet to leave. */
export const presenceSchema = z.object({
  poste: z.string().regex(/^[\w-]{1,80}$/),
  attente: z.number().int().min(0).max(1_000_000),
});

/**
 * GET /replication/flux?antenne= : one SSE stream for all collections, events named `changements`. Each says that a collection has
 * moved, and nothing of what has: only a pull brings it (decision 0022).
 */
export const changementsSchema = z.object({ collection: collectionSchema });
export type Changements = z.infer<typeof changementsSchema>;

/** Limits of one pushed row and one push. */
export const LIMITES = { octetsDocument: 64_000, documentsEnvoi: 500, octetsEnvoi: 4_000_000 } as const;

/** GET /api/referentiel: what the fold needs beside the antenna's documents. */
export const referentielSchema = z.object({
  parametres: z.array(z.looseObject({ cle: z.string(), depuis: dateCivileSchema })),
  financeurs: z.array(z.looseObject({ code: z.string(), libelle: z.string(), dispositif: z.string() })),
  /** Names of the accounts whose writings the session reads, by their login. */
  auteurs: z.record(z.string(), z.string()).default({}),
  /** Logins of those to whom a thing of an antenna may be handed over. */
  collegues: z.partialRecord(antenneSchema, z.array(z.string())).default({}),
  heureServeur: instantSchema,
});
