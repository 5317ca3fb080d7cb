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
  type Page,
} from '#shared/replication/protocole';
import type { DateCivile } from '#shared/temps/types';
import { appartient, plagesDe } from '../../socle/http/fenetre';
import { lireHistoire } from '../../store/histoire';
import {
  type LigneChangement,
  lireChangementsReperes,
  lireCles,
  lirePlage,
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

/** Ids are read without their bodies by so many, then only the bodies that the collection wants. */
const IDS_PAR_LECTURE = 5_000;

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

/** The bodies of changed documents as they are now; what is gone travels as its deletion. */
const corpsDe = async (m: Magasin, d: DemandePage, lignes: readonly LigneChangement[]): Promise<DocumentReplique[]> => {
  const docs = await lireCles<object>(
    m,
    d.base,
    lignes.map((l) => l.id),
  );
  return lignes.map((l, i) => {
    const doc = docs[i];
    return doc ? pourAntenne(doc, d) : { _id: l.id, _deleted: true };
  });
};

const lireSuite = async (m: Magasin, d: DemandePage, depuis: string): Promise<Omit<Page, 'debutFenetre'>> => {
  const retenues: LigneChangement[] = [];
  let seq = depuis;
  for (;;) {
    const page = await lireChangementsReperes(m, d.base, seq, IDS_PAR_LECTURE);
    for (const l of page.lignes) {
      if (retenues.length === d.limite) break;
      seq = l.seq;
      if (appartient(d.collection, l.id, d.debut)) retenues.push(l);
    }
    const pleine = retenues.length === d.limite;
    if (pleine || page.lignes.length < IDS_PAR_LECTURE) {
      if (!pleine) seq = page.seq;
      const documents = await corpsDe(m, d, retenues);
      return { documents, checkpoint: { mode: 'changements', seq }, suite: pleine };
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
 * last state last. A checkpoint of what a restoration has replaced says nothing of what is there: all is read again.
 */
export const tirerPage = async (m: Magasin, d: DemandePage): Promise<Page> => {
  const histoire = await lireHistoire(m);
  const autre = d.checkpoint?.histoire !== undefined && d.checkpoint.histoire !== histoire;
  const page = await tirerSuite(m, autre ? { ...d, checkpoint: undefined } : d);
  return { ...page, checkpoint: { ...page.checkpoint, histoire }, ...(autre ? { recommence: true } : {}) };
};

const tirerSuite = async (m: Magasin, d: DemandePage): Promise<Page> => {
  const c = d.checkpoint;
  if (c?.mode === 'changements') return { ...(await lireSuite(m, d, c.seq)), debutFenetre: d.debut };
  const seq = c?.seq ?? (await sequenceDe(m, d.base)) ?? '0';
  const documents = await lireInstantane(m, d, c?.apres ?? '');
  const dernier = documents.at(-1);
  const checkpoint: Checkpoint =
    dernier && documents.length === d.limite
      ? { mode: 'instantane', apres: dernier._id, seq }
      : { mode: 'changements', seq };
  // What changed while the snapshot was read comes next, hence never the end here.
  return { documents, checkpoint, suite: true, debutFenetre: d.debut };
};
