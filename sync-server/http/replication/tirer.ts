import type { Antenne } from '#shared/contrats/commun';
import { usagerSchema } from '#shared/contrats/dossiers/dossiers';
import { CHAMPS_RECUS, CHAMPS_TUS } from '#shared/documents/collections';
import { typeDeId } from '#shared/documents/registre';
import { aQuitte } from '#shared/domain/cloture/antenne';
import {
  type Checkpoint,
  COLLECTIONS,
  type Collection,
  type DocumentReplique,
  PAS_ENCORE_LU,
  type Page,
} from '#shared/replication/protocole';
import type { DateCivile } from '#shared/temps/types';
import { appartient, plagesDe } from '../../socle/http/fenetre';
import { ErreurHttp } from '../../socle/http/reponses';
import { refusRetard } from '../../store/grappe/grappe';
import { plusAncienne } from '../../store/grappe/revisions';
import { lireHistoire } from '../../store/histoire';
import {
  type LigneReperee,
  lireChangementsReperes,
  lireCles,
  lirePlage,
  lireSupprimes,
  type Magasin,
  type Stocke,
  sequenceDe,
} from '../../store/lire';

export type DemandePage = {
  base: string;
  collection: Collection;
  checkpoint: Checkpoint | undefined;
  limite: number;
  debut: DateCivile;
  /** Whose PC asks, and the day: an antenna that a usager has left receives less of it. */
  antenne: Antenne;
  jour: DateCivile;
};

type Instantane = Extract<Checkpoint, { mode: 'instantane' }>;

/** Ids are read without their bodies by so many, then only the bodies that the collection wants. */
const IDS_PAR_LECTURE = 5_000;
/** So many times for one page: a collection of which a long feed names little is answered by parts, each well within a PC's patience. */
const LECTURES_PAR_PAGE = 8;

/** A document as it travels: CouchDB's revision stays with the server, and so does what no PC reads. */
export const sansRevision = (doc: Stocke<object>): DocumentReplique => {
  const { _rev, ...reste } = doc;
  const champs = CHAMPS_RECUS.get(doc._id.slice(0, doc._id.indexOf(':')));
  if (!champs) return reste;
  const tout: Partial<Record<string, unknown>> = reste;
  return { ...Object.fromEntries(champs.flatMap((c) => (tout[c] === undefined ? [] : [[c, tout[c]]]))), _id: doc._id };
};

const antennesLues = usagerSchema.pick({ antennes: true });

/**
 * As it leaves for that antenna. What is said of a usager who has left it stays there with its visits; what has changed since, and opens
 * what is elsewhere now, does not. A move dated ahead writes nothing on its day: a PC has then what was its own until the eve.
 */
const pourAntenne = (doc: Stocke<object>, d: Pick<DemandePage, 'antenne' | 'jour'>): DocumentReplique => {
  const reste = sansRevision(doc);
  const tus = CHAMPS_TUS.get(typeDeId(doc._id) ?? '');
  if (!tus) return reste;
  const lues = antennesLues.safeParse(reste);
  if (lues.success && !aQuitte(lues.data, d.antenne, d.jour)) return reste;
  return { ...Object.fromEntries(Object.entries(reste).filter(([champ]) => !tus.includes(champ))), _id: doc._id };
};

/** The page of documents after `apres`, type after type; shorter than the limit means the end of the last range. */
const lireInstantane = async (m: Magasin, d: DemandePage, apres: string): Promise<DocumentReplique[]> => {
  const documents: DocumentReplique[] = [];
  const plages = plagesDe(d.collection, d.debut);
  const rang = apres === '' ? 0 : plages.findIndex((p) => apres.startsWith(p.prefixe));
  for (const p of plages.slice(rang)) {
    const reprise = apres > p.debut && apres.startsWith(p.prefixe);
    const manque = d.limite - documents.length;
    if (manque <= 0) break;
    // `apres` may be gone since: it is asked for again and skipped, not counted upon.
    // As it is written: what a PC cannot read, it sets aside itself.
    const lus = await lirePlage<object>(m, d.base, {
      debut: reprise ? apres : p.debut,
      fin: p.fin,
      limite: reprise ? manque + 1 : manque,
    });
    const nouveaux = reprise ? lus.filter((x) => x._id !== apres) : lus;
    for (const x of nouveaux.slice(0, manque)) documents.push(pourAntenne(x, d));
  }
  return documents;
};

/**
 * The bodies of changed documents as they are now; what is gone travels as its deletion. Up to the first that is not to be read yet as
 * the feed named it [FL-1]: a PC that went on beyond it would never have it, or would lose what it has.
 */
const corpsDe = async (m: Magasin, d: DemandePage, lignes: readonly LigneReperee[]): Promise<DocumentReplique[]> => {
  const ids = lignes.map((l) => l.id);
  const docs = await lireCles<object>(m, d.base, ids);
  const absents = lignes.flatMap((l, i) => (docs[i] || l.supprime ? [] : l.id));
  // Deleted since it was named.
  const supprimes = new Set(absents.length === 0 ? [] : await lireSupprimes(m, d.base, absents));
  const documents: DocumentReplique[] = [];
  for (const [i, l] of lignes.entries()) {
    const doc = docs[i];
    if (doc ? plusAncienne(doc._rev, l.rev) && !l.supprime : !l.supprime && !supprimes.has(l.id)) break;
    documents.push(doc ? pourAntenne(doc, d) : { _id: l.id, _deleted: true });
  }
  return documents;
};

/** The changes after a sequence. Refused with 503 where the first of them is not to be read yet: who asked keeps what they have. */
const lireSuite = async (m: Magasin, d: DemandePage, depuis: string): Promise<Omit<Page, 'debutFenetre'>> => {
  const retenues: LigneReperee[] = [];
  let seq = depuis;
  for (let lectures = 1; ; lectures += 1) {
    const page = await lireChangementsReperes(m, d.base, seq, IDS_PAR_LECTURE);
    for (const l of page.lignes) {
      if (retenues.length === d.limite) break;
      seq = l.seq;
      if (appartient(d.collection, l.id, d.debut)) retenues.push(l);
    }
    const pleine = retenues.length === d.limite;
    const finie = page.lignes.length < IDS_PAR_LECTURE;
    if (pleine || finie || lectures === LECTURES_PAR_PAGE) {
      if (!pleine) seq = page.seq;
      const documents = await corpsDe(m, d, retenues);
      if (documents.length === retenues.length)
        return { documents, checkpoint: { mode: 'changements', seq }, suite: pleine || !finie };
      const derniere = retenues[documents.length - 1];
      if (!derniere) throw new ErreurHttp(PAS_ENCORE_LU);
      return { documents, checkpoint: { mode: 'changements', seq: derniere.seq }, suite: true };
    }
  }
};

/** The prefix of a checkpoint must be one of the collection's: it is the client's, hence not believed. */
export const checkpointValable = (c: Collection, checkpoint: Checkpoint): boolean =>
  checkpoint.mode === 'changements' ||
  checkpoint.apres === '' ||
  COLLECTIONS[c].prefixes.some((p) => checkpoint.apres.startsWith(`${p}:`));

/**
 * One page of a collection. The first sync reads ranges of ids after noting the database's sequence; its last page,
 * which is short, carries that sequence, from which the change feed is read. Every document is sent at least once, its
 * last state last. While copies of a cluster catch up, the sequence may be of one and the ranges of another: the feed is then read from
 * its beginning. A checkpoint of what a restoration has replaced says nothing of what is there: all is read again.
 */
export const tirerPage = async (m: Magasin, d: DemandePage): Promise<Page> => {
  const histoire = await lireHistoire(m);
  const autre = d.checkpoint?.histoire !== undefined && d.checkpoint.histoire !== histoire;
  const page = await tirerSuite(m, autre ? { ...d, checkpoint: undefined } : d);
  return { ...page, checkpoint: { ...page.checkpoint, histoire }, ...(autre ? { recommence: true } : {}) };
};

const DEBUT = '0';

/** Whether a range may be short of what the sequence says was there; where that is not known, it may. What a cluster at work has on its way is waited for. */
const peutManquer = async (m: Magasin): Promise<boolean> =>
  m.uneCopie !== true &&
  refusRetard(m, '').then(
    (r) => r !== undefined,
    () => true,
  );

/** Looked at before the first range, and after each: a copy may come back, and be asked, while a PC is at its pages. */
const tirerInstantane = async (m: Magasin, d: DemandePage, c: Instantane | undefined): Promise<Page> => {
  const avant = c?.seq ?? ((await peutManquer(m)) ? DEBUT : ((await sequenceDe(m, d.base)) ?? DEBUT));
  const documents = await lireInstantane(m, d, c?.apres ?? '');
  const seq = avant !== DEBUT && (await peutManquer(m)) ? DEBUT : avant;
  const dernier = documents.at(-1);
  const checkpoint: Checkpoint =
    dernier && documents.length === d.limite
      ? { mode: 'instantane', apres: dernier._id, seq }
      : { mode: 'changements', seq };
  // What changed while the snapshot was read comes next, hence never the end here.
  return { documents, checkpoint, suite: true, debutFenetre: d.debut };
};

const tirerSuite = async (m: Magasin, d: DemandePage): Promise<Page> => {
  const c = d.checkpoint;
  return c?.mode === 'changements'
    ? { ...(await lireSuite(m, d, c.seq)), debutFenetre: d.debut }
    : tirerInstantane(m, d, c);
};
