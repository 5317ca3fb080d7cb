import type { DocumentDe, TypeDocument } from '#shared/documents/registre';
import { lireRevisions, type Magasin, type Stocke } from './lire';
import { clesType, type Etendue, plageDe } from './types';

/** The documents of a range, by their id, in order. */
export type PlageGardee<T> = ReadonlyMap<string, Stocke<T>>;

/** `revs`: what was read, those that were set aside too: they are not read again until they change. */
type Gardee = { revs: ReadonlyMap<string, string>; docs: PlageGardee<unknown> };
const gardees = new WeakMap<object, Map<string, Gardee>>();

/**
 * A range that is asked for often and changes little: what has been read of it is kept, and only what was written since is read
 * again, by its revision. The same map comes back as long as nothing has changed, so that what is drawn from it may be kept too.
 * Its bounds may move, and are always of the same kind in one database.
 */
export const lirePlageGardee = async <T extends TypeDocument>(
  m: Magasin,
  base: string,
  type: T,
  etendue: Etendue = {},
): Promise<PlageGardee<DocumentDe<T>>> => {
  const siennes = gardees.get(m) ?? new Map<string, Gardee>();
  gardees.set(m, siennes);
  const cle = `${base} ${type}`;
  const avant = siennes.get(cle);
  const lusAvant = avant?.docs as PlageGardee<DocumentDe<T>> | undefined;
  const revs = await lireRevisions(m, base, plageDe(type, etendue));
  const neufs = [...revs].filter(([id, rev]) => avant?.revs.get(id) !== rev).map(([id]) => id);
  if (avant && lusAvant && neufs.length === 0 && avant.revs.size === revs.size) return lusAvant;
  const lus = new Map((await clesType(m, type, neufs, { base })).flatMap((d) => (d ? [[d._id, d] as const] : [])));
  const changes = new Set(neufs);
  const docs = new Map<string, Stocke<DocumentDe<T>>>();
  for (const id of revs.keys()) {
    const d = changes.has(id) ? lus.get(id) : lusAvant?.get(id);
    if (d) docs.set(id, d);
  }
  siennes.set(cle, { revs, docs });
  return docs;
};

/** What is drawn from two such ranges, as long as neither has changed. */
export const garderTant = <A extends object, B extends object, R>(tirer: (a: A, b: B) => R): ((a: A, b: B) => R) => {
  const tires = new WeakMap<A, { b: B; r: R }>();
  return (a, b) => {
    const connu = tires.get(a);
    if (connu?.b === b) return connu.r;
    const r = tirer(a, b);
    tires.set(a, { b, r });
    return r;
  };
};
