import type { LigneChangement, LigneReperee, Magasin, PageChangements, Plage, Stocke } from './magasin';

/** A document as it was written, without its bookkeeping. */
export const sansRev = <T>({ _rev, ...doc }: Stocke<T>): T => doc as unknown as T;

/** Documents whose id is in [debut, fin[ by their bytes, in order; a database that does not exist is empty. */
export const lirePlage = async <T>(m: Magasin, base: string, p: Plage): Promise<Stocke<T>[]> =>
  (await m.plage(base, p, 'avec')).flatMap((l) => (l.doc ? [l.doc as unknown as Stocke<T>] : []));

/** The ids of a range with their revisions, in order, bodies not read. */
export const lireRevisions = async (m: Magasin, base: string, p: Plage): Promise<Map<string, string>> =>
  new Map((await m.plage(base, p, 'sans')).map((l) => [l.id, l.rev]));

/** The ids of a range, bodies not read. */
export const lireIds = async (m: Magasin, base: string, p: Plage): Promise<string[]> =>
  (await m.plage(base, p, 'sans')).map((l) => l.id);

/** All ids of one type: `usager:` to the byte after `:`. */
export const plageDuType = (type: string): { debut: string; fin: string } => ({ debut: `${type}:`, fin: `${type};` });

/** Every id, design documents too. */
export const TOUT = { debut: '', fin: '\u{10ffff}' };

export const lireUn = async <T>(m: Magasin, base: string, id: string): Promise<Stocke<T> | undefined> =>
  (await m.lire(base, id)) as Stocke<T> | undefined;

/** Several documents by id; `undefined` for those absent or deleted. */
export const lireCles = async <T>(
  m: Magasin,
  base: string,
  ids: readonly string[],
): Promise<(Stocke<T> | undefined)[]> =>
  ids.length === 0 ? [] : (await m.parCles(base, ids, 'avec')).map((l) => l.doc as Stocke<T> | undefined);

/** Those of the ids that are there, bodies not read. */
export const lirePresents = async (m: Magasin, base: string, ids: readonly string[]): Promise<Set<string>> =>
  new Set(
    ids.length === 0
      ? []
      : (await m.parCles(base, ids, 'sans')).flatMap((l) => (l.rev === undefined || l.supprime ? [] : l.id)),
  );

/** Those of the ids that were there, and are deleted. */
export const lireSupprimes = async (m: Magasin, base: string, ids: readonly string[]): Promise<string[]> =>
  (await m.parCles(base, ids, 'sans')).filter((l) => l.supprime).map((l) => l.id);

/** The database's present sequence (an opaque string), or undefined where it does not exist. */
export const sequenceDe = async (m: Magasin, base: string): Promise<string | undefined> =>
  (await m.infos(base))?.sequence;

/** A page of the change feed after `depuis`, without the bodies. */
export const lireChangements = (m: Magasin, base: string, depuis: string, limite: number): Promise<PageChangements> =>
  m.changements(base, { depuis, limite });

/** The same, each row with the sequence to go on from after it. */
export const lireChangementsReperes = (
  m: Magasin,
  base: string,
  depuis: string,
  limite: number,
): Promise<PageChangements<LigneReperee>> => m.changementsReperes(base, { depuis, limite });

/** First and last id of a type, or undefined where there is none. */
export const lireBornes = async (m: Magasin, base: string, type: string): Promise<[string, string] | undefined> => {
  const [premier] = await lireIds(m, base, { ...plageDuType(type), limite: 1 });
  const [dernier] = await lireIds(m, base, { ...plageDuType(type), limite: 1, decroissant: true });
  return premier === undefined || dernier === undefined ? undefined : [premier, dernier];
};

export type { LigneChangement, LigneReperee, Magasin, PageChangements, Plage, Stocke };
