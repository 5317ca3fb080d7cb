import { promisify } from 'node:util';
import leveldown, { type Leveldown } from 'leveldown';
import PouchDB, { type Pouch } from 'pouchdb';
import { ecrireRev, feuilles, gagnante, type Meta } from './arbre';

/**
 * PouchDB writes (revision trees, atomic batches); reading goes straight to its LevelDB, because PouchDB reads one document at
 * a time through streams, ten times slower than one native call for a thousand keys.
 */

/** What is written of a revision, next to what PouchDB adds. The body is text, so that no JSON value is altered. */
export type Enveloppe = {
  _id: string;
  _rev: string;
  _deleted?: boolean;
  _attachments?: Record<string, Piece>;
  corps: string;
};
export type Piece = {
  content_type?: string;
  revpos?: number;
  digest?: string;
  length?: number;
  stub?: boolean;
  data?: string;
};
export type AEcrire = Omit<Enveloppe, '_rev'> & { _rev?: string; _revisions?: { start: number; ids: string[] } };
export type Local = { _id: string; _rev?: string; corps: string; rev: string };

export type Niveau = {
  readonly pouch: Pouch;
  readonly niveau: Leveldown;
};

const DOCUMENTS = '\u00ffdocument-store\u00ff';
const SEQUENCES = '\u00ffby-sequence\u00ff';
const LOCAUX = '\u00fflocal-store\u00ff';

/** What is about to be written over, as it was just read: PouchDB asks for it once more, each in turn. */
const prelues = new WeakMap<Leveldown, Map<string, string | undefined>>();
/** Of a key that is not there: PouchDB knows it by these words of LevelDB's. */
const ABSENT = new Error('NotFound: ');

const poignees = new Map<string, Leveldown>();
const avecPoignee = Object.assign(
  function leveldownDuMagasin(chemin: string): Leveldown {
    const niveau = leveldown(chemin);
    // What is acknowledged is on the disk, as with CouchDB: PouchDB itself has no way to ask for it.
    const ecrireLot = niveau._batch.bind(niveau);
    niveau._batch = (operations, options, retour) => ecrireLot(operations, { ...options, sync: true }, retour);
    const lireUne = niveau._get.bind(niveau);
    niveau._get = (cle, options, retour) => {
      const lues = prelues.get(niveau);
      if (!lues?.has(cle)) return lireUne(cle, options, retour);
      const texte = lues.get(cle);
      // Once: what is asked again after that may have been written.
      lues.delete(cle);
      queueMicrotask(() => (texte === undefined ? retour(ABSENT, '') : retour(null, texte)));
    };
    poignees.set(chemin, niveau);
    return niveau;
  },
  { destroy: leveldown.destroy },
);

/** Opens, and creates when missing: the parent folder must exist. */
export async function ouvrirNiveau(chemin: string): Promise<Niveau & { incarnation: string }> {
  const options = { adapter: 'leveldb', db: avecPoignee, writeBufferSize: 8 << 20, cacheSize: 8 << 20 };
  const pouch = new PouchDB(chemin, options);
  const incarnation = await pouch.id();
  const niveau = poignees.get(chemin);
  poignees.delete(chemin);
  if (!niveau) throw new Error(`LevelDB handle of ${chemin} not found`);
  return { pouch, niveau, incarnation };
}

/**
 * PouchDB's key of a document id: one character per byte of its UTF-8. Then LevelDB's order, JavaScript's order of keys and
 * CouchDB's order of ids are one and the same, and no key reaches beyond the range that PouchDB reads.
 */
export function cleDe(id: string): string {
  // biome-ignore lint/suspicious/noControlCharactersInRegex: ASCII is what is tested
  return /^[\x00-\x7f]*$/.test(id) ? id : Buffer.from(id, 'utf8').toString('latin1');
}

export function idDe(cle: string): string {
  // biome-ignore lint/suspicious/noControlCharactersInRegex: ASCII is what is tested
  return /^[\x00-\x7f]*$/.test(cle) ? cle : Buffer.from(cle, 'latin1').toString('utf8');
}

function lireTextes(niveau: Leveldown, cles: string[]): Promise<(string | undefined)[]> {
  if (cles.length === 0) return Promise.resolve([]);
  return new Promise((resolve, reject) =>
    niveau.getMany(cles, { asBuffer: false }, (erreur, textes) => (erreur ? reject(erreur) : resolve(textes ?? []))),
  );
}

const lireTout = async <T>(niveau: Leveldown, cles: string[]): Promise<(T | undefined)[]> =>
  (await lireTextes(niveau, cles)).map((t) => (t === undefined ? undefined : (JSON.parse(t) as T)));

/** Trees of revisions as their texts. */
export const lireArbres = (n: Niveau, cles: readonly string[]): Promise<(string | undefined)[]> =>
  lireTextes(
    n.niveau,
    cles.map((c) => DOCUMENTS + c),
  );

export const metaDe = (texte: string | undefined): Meta | undefined =>
  texte === undefined ? undefined : (JSON.parse(texte) as Meta);

export const lireMetas = async (n: Niveau, cles: readonly string[]): Promise<(Meta | undefined)[]> =>
  (await lireArbres(n, cles)).map(metaDe);

/**
 * PouchDB at work on documents whose trees were read since they were last written: it does not read them again. Never beside a
 * compaction, which writes trees too, in its own turn.
 */
export const avecArbres = async <T>(
  { niveau }: Pick<Niveau, 'niveau'>,
  arbres: ReadonlyMap<string, string | undefined>,
  travail: () => Promise<T>,
): Promise<T> => {
  prelues.set(niveau, new Map([...arbres].map(([cle, texte]) => [DOCUMENTS + cle, texte])));
  try {
    return await travail();
  } finally {
    prelues.delete(niveau);
  }
};

/**
 * What PouchDB writes last of a document's tree: the revision that wins, and whether it is a deletion. Where the tree has several
 * branches it is not asked: it orders ids as texts, and we as CouchDB does.
 */
const GAGNANTE = /"winningRev":"([^"\\]+)","deleted":(?:false|(true)),"seq":(\d+)\}$/;
const LONGUEUR_DE_LA_FIN = 160;

/** Of each document after a write, as the winner that CouchDB would choose has it. */
export const lireSuites = async (n: Niveau, cles: readonly string[]) =>
  (await lireArbres(n, cles)).map((t) => {
    if (t === undefined) return undefined;
    if (!aDesBranches(t)) return seqEtVie(t);
    const meta = JSON.parse(t) as Meta;
    return { seq: meta.seq, vivant: !gagnante(meta).deleted };
  });

/** Two branches of a node, or two roots; an id that reads so only costs the longer way. */
const aDesBranches = (texte: string): boolean => texte.includes('],[') || texte.includes('},{"pos"');

/** `seq`: the sequence under which the body of `rev` is stored. `seule`: its tree has no other branch. */
export type Gagnante = {
  readonly rev: string;
  readonly supprimee: boolean;
  readonly seq: number;
  readonly seule: boolean;
};

/** The revision that wins, as it is written at the end of the tree; undefined where only the whole of it tells. */
export const gagnanteEcrite = (texte: string): Gagnante | undefined => {
  const fin = aDesBranches(texte) ? null : GAGNANTE.exec(texte.slice(-LONGUEUR_DE_LA_FIN));
  const rev = fin?.[1];
  return rev === undefined ? undefined : { rev, supprimee: fin?.[2] !== undefined, seq: Number(fin?.[3]), seule: true };
};

/** The same, of any tree. */
export const gagnanteDe = (texte: string): Gagnante | undefined => {
  const ecrite = gagnanteEcrite(texte);
  if (ecrite) return ecrite;
  const meta = JSON.parse(texte) as Meta;
  const [f] = feuilles(meta);
  return f && { rev: ecrireRev(f), supprimee: f.deleted, seq: meta.rev_map[ecrireRev(f)] ?? 0, seule: false };
};

/** The revision that wins of each document that lives: half of the time that reading the whole trees takes. */
export const lireGagnantes = async (n: Niveau, cles: readonly string[]): Promise<(string | undefined)[]> =>
  (await lireArbres(n, cles)).map((t) => {
    const g = t === undefined ? undefined : gagnanteDe(t);
    return g?.supprimee === false ? g.rev : undefined;
  });

const parSequence = (s: number): string => SEQUENCES + `0000000000000000${s}`.slice(-16);

/** Quotes within the body are escaped: only the key of the envelope reads so. */
const ID_ECRIT = /"_id":"((?:[^"\\]|\\.)*)"/;
const idEcrit = (texte: string): string => {
  const id = ID_ECRIT.exec(texte)?.[1];
  if (id === undefined) return (JSON.parse(texte) as Enveloppe)._id;
  return id.includes('\\') ? (JSON.parse(`"${id}"`) as string) : id;
};

/** Whose the sequences are; their bodies are not parsed. */
export const lireClesDe = async (n: Niveau, sequences: readonly number[]): Promise<(string | undefined)[]> =>
  (await lireTextes(n.niveau, sequences.map(parSequence))).map((t) => (t === undefined ? undefined : idEcrit(t)));

export const lireEnveloppes = (n: Niveau, sequences: readonly number[]): Promise<(Enveloppe | undefined)[]> =>
  lireTout<Enveloppe>(n.niveau, sequences.map(parSequence));

const BORNES = ['\u0000', '\u00ff\u00ff'] as const;

/**
 * Rewrites every file, so that no byte of what was deleted or replaced stays on the disk. LevelDB leaves its deepest files as
 * they are unless one above spans them: the two bounds, which nothing reads, are written to make such a file.
 */
export async function tasser({ niveau }: Pick<Niveau, 'niveau'>): Promise<void> {
  const poser = promisify<string, string, void>(niveau.put.bind(niveau));
  const tasserEntre = promisify<string, string, void>(niveau.compactRange.bind(niveau));
  for (let passe = 0; passe < 2; passe++) {
    for (const borne of BORNES) await poser(borne, String(passe));
    await tasserEntre(...BORNES);
  }
}

/** Every entry of a range, in a snapshot. */
async function parcourir(
  niveau: Leveldown,
  debut: string,
  fin: string,
  surEntree: (cle: string, valeur: string) => void,
): Promise<void> {
  const options = { gte: debut, lt: fin, keyAsBuffer: false, valueAsBuffer: false, highWaterMark: 256 << 10 } as const;
  const it = niveau.iterator(options);
  await new Promise<void>((resolve, reject) => {
    const suivant = (): void =>
      it.next((erreur, cle, valeur) => {
        if (erreur || cle === undefined || valeur === undefined) {
          it.end(() => (erreur ? reject(erreur) : resolve()));
          return;
        }
        surEntree(cle, valeur);
        suivant();
      });
    suivant();
  });
}

/** What PouchDB writes last of a document: whether it is deleted, and its present sequence. */
const FIN_DE_META = /,"deleted":(false|true),"seq":(\d+)\}$/;
const LONGUEUR_DE_SA_FIN = 48;

/**
 * The present sequence and life of a document. Read from its end, a tree of a hundred revisions costs no more than one: a database is
 * opened by reading all of them.
 */
const seqEtVie = (texte: string): { seq: number; vivant: boolean } => {
  const fin = FIN_DE_META.exec(texte.slice(-LONGUEUR_DE_SA_FIN));
  if (fin) return { seq: Number(fin[2]), vivant: fin[1] === 'false' };
  const meta = JSON.parse(texte) as { seq: number; deleted: boolean };
  return { seq: meta.seq, vivant: !meta.deleted };
};

/** Key, present sequence and life of every document. */
export const parcourirMetas = (
  n: Niveau,
  surMeta: (cle: string, seq: number, vivant: boolean) => void,
): Promise<void> =>
  parcourir(n.niveau, DOCUMENTS, `${DOCUMENTS}\u00ff`, (cle, valeur) => {
    const { seq, vivant } = seqEtVie(valeur);
    surMeta(cle.slice(DOCUMENTS.length), seq, vivant);
  });

/** Documents `_local/`, in order of bytes. */
export async function parcourirLocaux(n: Niveau, prefixe: string): Promise<Local[]> {
  const liste: Local[] = [];
  await parcourir(n.niveau, LOCAUX + prefixe, `${LOCAUX + prefixe}\u00ff`, (_cle, valeur) => {
    liste.push(JSON.parse(valeur) as Local);
  });
  return liste;
}
