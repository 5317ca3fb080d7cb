import type { Antenne } from '#shared/contrats/commun';
import {
  type Checkpoint,
  type Collection,
  type DocumentReplique,
  type Page,
  pageSchema,
} from '#shared/replication/protocole';
import { appeler } from './api';
import type { Scelle } from './base';
import { ouvrir, sceller } from './chiffrement';
import { fusionner, grouper, type Lot } from './lots';

export const LIMITE_PAGE = 2000;

/** RxDB stops a pull when a page is not full; ours drains all pages at once, so no answer is ever full. */
export const LOT_RXDB = 1_000_000;

export type PageRecue = (collection: Collection, page: Page, total: number) => void;

const lirePage = async (
  antenne: Antenne,
  collection: Collection,
  checkpoint: Checkpoint | undefined,
): Promise<Page> => {
  const requete = new URLSearchParams({ antenne, limite: String(LIMITE_PAGE) });
  if (checkpoint) requete.set('checkpoint', JSON.stringify(checkpoint));
  return pageSchema.parse(await appeler(`/replication/${collection}?${requete}`));
};

/**
 * Reads all pages from a checkpoint. RxDB stores no checkpoint with an empty answer: where a drain brought nothing, its end
 * is remembered here, so that the next one does not read the same feed again.
 */
export const vidange = (antenne: Antenne, collection: Collection, surPage: PageRecue) => {
  let rien: { de: string; a: Checkpoint } | undefined;
  return async (depuis: Checkpoint | undefined): Promise<{ documents: DocumentReplique[]; checkpoint: Checkpoint }> => {
    const cle = JSON.stringify(depuis ?? null);
    let checkpoint = rien && rien.de === cle ? rien.a : depuis;
    const documents: DocumentReplique[] = [];
    for (;;) {
      const page = await lirePage(antenne, collection, checkpoint);
      for (const d of page.documents) documents.push(d);
      checkpoint = page.checkpoint;
      surPage(collection, page, documents.length);
      if (!page.suite) break;
    }
    rien = documents.length === 0 ? { de: cle, a: checkpoint } : undefined;
    return { documents, checkpoint };
  };
};

type Lecture = (ids: string[]) => Promise<Scelle[]>;
type Tirage = (
  depuis: Checkpoint | undefined,
) => Promise<{ documents: (Scelle & { _deleted: boolean })[]; checkpoint: Checkpoint }>;

/** Pull handler of a collection kept as lots: drain, group, merge with what is stored, seal, whole lots out. */
export const tirerLots = (
  collection: Exclude<Collection, 'saisies'>,
  cle: CryptoKey,
  lire: Lecture,
  vider: ReturnType<typeof vidange>,
): Tirage => {
  const unLot = async (id: string, recus: DocumentReplique[], ancien: Scelle | undefined) => {
    const lot = fusionner(ancien ? await ouvrir<Lot>(cle, ancien.d) : undefined, recus);
    return { id, v: (ancien?.v ?? 0) + 1, d: await sceller(cle, lot), _deleted: false };
  };
  return async (depuis) => {
    const { documents, checkpoint } = await vider(depuis);
    const groupes = grouper(collection, documents);
    const anciens = new Map((await lire([...groupes.keys()])).map((s) => [s.id, s]));
    const lots = await Promise.all([...groupes].map(([id, recus]) => unLot(id, recus, anciens.get(id))));
    return { documents: lots, checkpoint };
  };
};

/** Pull handler of what managers write: one sealed document each, append-only. */
export const tirerSaisies =
  (cle: CryptoKey, vider: ReturnType<typeof vidange>): Tirage =>
  async (depuis) => {
    const { documents, checkpoint } = await vider(depuis);
    const scelles = await Promise.all(
      documents.map(async (d) => ({
        id: d._id,
        v: 1,
        d: d._deleted ? '' : await sceller(cle, d),
        _deleted: Boolean(d._deleted),
      })),
    );
    return { documents: scelles, checkpoint };
  };
