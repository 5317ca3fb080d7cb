import type { Antenne } from '#shared/contrats/commun';
import {
  type Checkpoint,
  type Collection,
  type CollectionEnvoi,
  type DocumentReplique,
  ENTETE_SUITE,
  lireSuite,
  PAS_ENCORE_LU,
  type Page,
  pageSchema,
} from '#shared/replication/protocole';
import type { Scelle } from '../base/base';
import { fusionner, grouper, type Lot } from '../base/lots';
import { ouvrir } from '../chiffrement/chiffrement';
import { scellerEtRetenir } from '../chiffrement/clairs';
import { appelerEnDeuxTemps, EchecHttp } from '../serveur/api';

export const LIMITE_PAGE = 2000;

/** RxDB stops a pull when a page is not full; ours drains all pages at once, so no answer is ever full. */
export const LOT_RXDB = 1_000_000;

export type PageRecue = (collection: Collection, page: Page, total: number) => void;

/** A page to come, and where the next one begins as soon as that is known. */
type PageDemandee = { page: Promise<Page>; suite: Checkpoint | undefined };

/** What is read: of an antenna, for an account. */
type Source = { antenne: Antenne; compte: string };

const demanderPage = async (
  { antenne, compte }: Source,
  collection: Collection,
  checkpoint: Checkpoint | undefined,
): Promise<PageDemandee> => {
  const requete = new URLSearchParams({ antenne, limite: String(LIMITE_PAGE) });
  if (checkpoint) requete.set('checkpoint', JSON.stringify(checkpoint));
  const { entete, json } = await appelerEnDeuxTemps(`/replication/${collection}?${requete}`, ENTETE_SUITE, compte);
  return { page: muette(json.then((j) => pageSchema.parse(j))), suite: lireSuite(entete) };
};

/** Awaited later, or never where what comes before it has failed: until then, its failure is nobody's. */
const muette = <T>(promesse: Promise<T>): Promise<T> => {
  promesse.catch(() => undefined);
  return promesse;
};

/**
 * Told each page's documents, in the order of the feed, while the next page is already on its way. `recommence`: the server's data
 * have been restored from a backup, and this is the beginning of all that it has.
 */
type Reception = (documents: readonly DocumentReplique[], recommence?: boolean) => void;

const pasEncoreLu = (e: unknown): boolean => e instanceof EchecHttp && e.code === PAS_ENCORE_LU;

/** What a drain does of what copies of a cluster that catch up do not show yet. */
export type Attente = {
  /** Over once it is time to ask again; throws where nobody waits any more. */
  patienter: () => Promise<void>;
  /** The drain ends before the end of the feed: to be followed by another. */
  surReste: () => void;
};

/**
 * Reads all pages from a checkpoint. RxDB stores no checkpoint with an empty answer: where a drain brought nothing, its end
 * is remembered here, so that the next one does not read the same feed again. [FL-1] Where the feed names what is not to be read yet,
 * what came before it is kept, and the next drain begins there; but a reading from the start waits for it, since what it has is taken
 * for all that there is.
 */
export const vidange = (source: Source, collection: Collection, surPage: PageRecue, attente: Attente) => {
  let rien: { de: string; a: Checkpoint } | undefined;
  return async (depuis: Checkpoint | undefined, recevoir: Reception): Promise<Checkpoint> => {
    const cle = JSON.stringify(depuis ?? null);
    let total = 0;
    const demander = (c: Checkpoint | undefined) => muette(demanderPage(source, collection, c));
    let duDebut = depuis === undefined;
    let atteint: Checkpoint | undefined;
    const finir = (fin: Checkpoint): Checkpoint => {
      rien = total === 0 ? { de: cle, a: fin } : undefined;
      return fin;
    };
    let demandee = demander(rien && rien.de === cle ? rien.a : depuis);
    for (;;) {
      let page: Page;
      let avance: ReturnType<typeof demander> | undefined;
      try {
        const { page: enRoute, suite } = await demandee;
        avance = suite && demander(suite);
        page = await enRoute;
      } catch (e) {
        if (!atteint || !pasEncoreLu(e)) throw e;
        if (!duDebut) {
          attente.surReste();
          return finir(atteint);
        }
        await attente.patienter();
        demandee = demander(atteint);
        continue;
      }
      // Restored between two pages: what came before is of other data. Tried again, from the start.
      if (atteint && page.recommence) throw new Error('données restaurées pendant la lecture');
      duDebut ||= page.recommence === true;
      atteint = page.checkpoint;
      const suivante = page.suite ? (avance ?? demander(atteint)) : undefined;
      total += page.documents.length;
      recevoir(page.documents, page.recommence);
      surPage(collection, page, total);
      if (!suivante) return finir(atteint);
      demandee = suivante;
    }
  };
};

/** The lots that are stored: some of them, and the names of all. */
type Stock = { lire: (ids: string[]) => Promise<Scelle[]>; noms: () => Promise<string[]> };
export type Tire = Scelle & { _deleted: boolean };
type Tirage = (depuis: Checkpoint | undefined) => Promise<{ documents: Tire[]; checkpoint: Checkpoint }>;

/** Pull handler of a collection kept as lots: drain, group, merge with what is stored, seal, whole lots out. */
export const tirerLots = (
  collection: Exclude<Collection, CollectionEnvoi>,
  cle: CryptoKey,
  stock: Stock,
  vider: ReturnType<typeof vidange>,
): Tirage => {
  const unLot = async (
    id: string,
    recus: readonly DocumentReplique[],
    ancien: Scelle | undefined,
    duDebut: boolean,
  ): Promise<Tire> => {
    const lot = fusionner(ancien && !duDebut ? await ouvrir<Lot>(cle, ancien.d) : undefined, recus);
    return { id, v: (ancien?.v ?? 0) + 1, d: await scellerEtRetenir(cle, lot), _deleted: false };
  };
  return async (depuis) => {
    let duDebut = depuis === undefined;
    const groupes = new Map<string, readonly DocumentReplique[]>();
    const prets = new Map<string, { recus: readonly DocumentReplique[]; lot: Promise<Tire> }>();
    const preparer = (ids: string[]): void => {
      const anciens = stock.lire(ids).then((lus) => new Map(lus.map((s) => [s.id, s])));
      for (const id of ids) {
        const recus = groupes.get(id) ?? [];
        const lot = anciens.then((lus) => unLot(id, recus, lus.get(id), duDebut));
        prets.set(id, { recus, lot: muette(lot) });
      }
    };
    // A range is read in order of dates: all lots of a page but its last are whole, most often, and are sealed while the next
    // page comes. One that receives more is sealed again: what is kept is always of all that was received.
    const checkpoint = await vider(depuis, (documents, recommence) => {
      duDebut ||= recommence === true;
      const page = grouper(collection, documents);
      for (const [id, recus] of page) groupes.set(id, [...(groupes.get(id) ?? []), ...recus]);
      preparer([...page.keys()].slice(0, -1));
    });
    // A reading from the start says all that there is: what a former one, cut before its checkpoint, had left is not of it.
    if (duDebut) for (const id of await stock.noms()) if (!groupes.has(id)) groupes.set(id, []);
    preparer([...groupes.keys()].filter((id) => prets.get(id)?.recus !== groupes.get(id)));
    return { documents: await Promise.all([...prets.values()].map((p) => p.lot)), checkpoint };
  };
};

/**
 * Pull handler of what managers write: one sealed document each, append-only. `surRestauration`: what is to be done of those that
 * this PC has and a restored server has no more, told the ids of those that it has.
 */
export const tirerSaisies =
  (
    cle: CryptoKey,
    vider: ReturnType<typeof vidange>,
    surRestauration: (recus: ReadonlySet<string>) => Promise<Tire[]> = async () => [],
  ): Tirage =>
  async (depuis) => {
    const scelles: Promise<Tire>[] = [];
    const recus = new Set<string>();
    let restaure = false;
    const checkpoint = await vider(depuis, (documents, recommence) => {
      restaure ||= recommence === true;
      for (const d of documents) {
        recus.add(d._id);
        scelles.push(scellerSaisie(cle, d));
      }
    });
    const perdues = restaure ? await surRestauration(recus) : [];
    return { documents: [...(await Promise.all(scelles)), ...perdues], checkpoint };
  };

const scellerSaisie = async (cle: CryptoKey, d: DocumentReplique): Promise<Tire> => ({
  id: d._id,
  v: 1,
  d: d._deleted ? '' : await scellerEtRetenir(cle, d),
  _deleted: Boolean(d._deleted),
});
