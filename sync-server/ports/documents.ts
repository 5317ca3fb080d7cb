import type { ServerScope } from 'nano';

/** What a use case needs of the store: a nano client. The adapter opens it, on CouchDB or on the embedded store. */
export type AccesMagasin = { nano: ServerScope };

/** A document as stored, with its bookkeeping. */
export type Stocke<T> = T & { _id: string; _rev: string };

/** A document as it was written, without its bookkeeping. */
export const sansRev = <T>({ _rev, ...doc }: Stocke<T>): T => doc as unknown as T;

type LigneToutes = { id?: string; key: string; value?: { rev?: string; deleted?: boolean }; doc?: unknown };

export const statutErreur = (e: unknown): number | undefined => {
  const statut = (e as { statusCode?: unknown } | undefined)?.statusCode;
  return typeof statut === 'number' ? statut : undefined;
};

/** A fault that the store answered, or that kept us from it; its message may quote a document. */
export const estErreurMagasin = (e: unknown): boolean => (e as { scope?: unknown } | undefined)?.scope !== undefined;

const absentVaut =
  <T>(defaut: T) =>
  (e: unknown): T => {
    if (statutErreur(e) === 404) return defaut;
    throw e;
  };

const demander = async <T>(m: AccesMagasin, db: string, path: string, qs: object, body?: object): Promise<T> =>
  (await m.nano.request({
    db,
    path,
    qs,
    ...(body === undefined ? {} : { method: 'post', body }),
  })) as T;

export type Plage = { debut: string; fin: string; limite?: number | undefined };

/** Documents whose id is in [debut, fin[ by their bytes, in order; a database that does not exist is empty. */
export const lirePlage = async <T>(m: AccesMagasin, base: string, p: Plage): Promise<Stocke<T>[]> => {
  // nano encodes both keys as JSON by itself.
  const qs = {
    include_docs: true,
    startkey: p.debut,
    endkey: p.fin,
    inclusive_end: false,
    ...(p.limite === undefined ? {} : { limit: p.limite }),
  };
  const r = await demander<{ rows: LigneToutes[] }>(m, base, '_all_docs', qs).catch(absentVaut({ rows: [] }));
  return r.rows.map((l) => l.doc as Stocke<T>);
};

/** The ids of a range with their revisions, in order, bodies not read. */
export const lireRevisions = async (m: AccesMagasin, base: string, p: Plage): Promise<Map<string, string>> => {
  const qs = {
    startkey: p.debut,
    endkey: p.fin,
    inclusive_end: false,
    ...(p.limite === undefined ? {} : { limit: p.limite }),
  };
  const r = await demander<{ rows: LigneToutes[] }>(m, base, '_all_docs', qs).catch(absentVaut({ rows: [] }));
  return new Map(r.rows.map((l) => [l.id ?? l.key, l.value?.rev ?? '']));
};

/** The ids of a range, bodies not read. */
export const lireIds = async (m: AccesMagasin, base: string, p: Plage): Promise<string[]> => [
  ...(await lireRevisions(m, base, p)).keys(),
];

/** All ids of one type: `usager:` to the byte after `:`. */
export const plageDuType = (type: string): { debut: string; fin: string } => ({ debut: `${type}:`, fin: `${type};` });

const RESERVE = /^_(?:design|local)\//;

/**
 * The address of a document in its database; undefined where none can have that id. Not nano's: it leaves as it is an id that
 * has `_local` anywhere, which may then lead to another database.
 */
const cheminDe = (id: string): string | undefined => {
  const reserve = RESERVE.exec(id)?.[0] ?? '';
  const reste = id.slice(reserve.length);
  return ['', '.', '..'].includes(reste) ? undefined : reserve + encodeURIComponent(reste);
};

export const lireUn = async <T>(m: AccesMagasin, base: string, id: string): Promise<Stocke<T> | undefined> => {
  const chemin = cheminDe(id);
  return chemin === undefined
    ? undefined
    : await demander<Stocke<T> | undefined>(m, base, chemin, {}).catch(absentVaut(undefined));
};

/** Several documents by id; `undefined` for those absent or deleted. */
export const lireCles = async <T>(
  m: AccesMagasin,
  base: string,
  ids: readonly string[],
): Promise<(Stocke<T> | undefined)[]> => {
  if (ids.length === 0) return [];
  const r = await demander<{ rows: LigneToutes[] }>(m, base, '_all_docs', { include_docs: true }, { keys: ids }).catch(
    absentVaut({ rows: [] as LigneToutes[] }),
  );
  return ids.map((_, i) => (r.rows[i]?.doc ?? undefined) as Stocke<T> | undefined);
};

export type LigneEcrite = { id: string; rev?: string | undefined; erreur?: string | undefined };

/** One `_bulk_docs`; each row says its new rev, or its error (`conflict`, …). */
export const ecrireLot = async (m: AccesMagasin, base: string, docs: readonly object[]): Promise<LigneEcrite[]> => {
  if (docs.length === 0) return [];
  const r = await demander<{ id: string; rev?: string; error?: string }[]>(m, base, '_bulk_docs', {}, { docs });
  return r.map((l) => ({ id: l.id, rev: l.rev, erreur: l.error }));
};

/** Writes documents, each of which may be there already: a conflict is no fault, and is told; any other throws. */
export const deposerLot = async (m: AccesMagasin, base: string, docs: readonly object[]): Promise<LigneEcrite[]> => {
  const resultats = await ecrireLot(m, base, docs);
  const autre = resultats.find((r) => r.erreur !== undefined && r.erreur !== 'conflict');
  if (autre) throw new Error(`_bulk_docs dans ${base} : ${autre.erreur}`);
  return resultats;
};

/** The database's present sequence (an opaque string), or undefined where it does not exist. */
export const sequenceDe = async (m: AccesMagasin, base: string): Promise<string | undefined> => {
  const r = await demander<{ update_seq: string | number }>(m, base, '', {}).catch(absentVaut(undefined));
  return r === undefined ? undefined : String(r.update_seq);
};

export type LigneChangement = { id: string; rev: string; seq: string; supprime: boolean };

export type ReponseChangements = {
  results: { id: string; seq: string | number; deleted?: boolean; changes: { rev: string }[] }[];
  last_seq: string | number;
  pending?: number;
};

export const lignesDe = (r: ReponseChangements): LigneChangement[] =>
  r.results.map((l) => ({
    id: l.id,
    rev: l.changes[0]?.rev ?? '',
    seq: String(l.seq),
    supprime: l.deleted === true,
  }));

export type PageChangements = { lignes: LigneChangement[]; seq: string; restants: number };

/** A page of the change feed after `depuis`, without the bodies. */
export const lireChangements = async (
  m: AccesMagasin,
  base: string,
  depuis: string,
  limite: number,
): Promise<PageChangements> => {
  const r = await demander<ReponseChangements>(m, base, '_changes', { since: depuis, limit: limite });
  return { lignes: lignesDe(r), seq: String(r.last_seq), restants: r.pending ?? 0 };
};

/** First and last id of a type, or undefined where there is none. */
export const lireBornes = async (
  m: AccesMagasin,
  base: string,
  type: string,
): Promise<[string, string] | undefined> => {
  const lire = async (qs: object): Promise<string | undefined> =>
    (await demander<{ rows: LigneToutes[] }>(m, base, '_all_docs', { ...qs, limit: 1 }).catch(absentVaut({ rows: [] })))
      .rows[0]?.id;
  const premier = await lire({ startkey: `${type}:`, endkey: `${type};` });
  const dernier = await lire({ startkey: `${type};`, endkey: `${type}:`, descending: true });
  return premier === undefined || dernier === undefined ? undefined : [premier, dernier];
};
