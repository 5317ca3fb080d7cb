import { type AccesMagasin, lireCles, lireRevisions, type Plage, type Stocke } from '../ports/documents';

/** The documents of a range, by their id, in order. */
export type PlageGardee<T> = ReadonlyMap<string, Stocke<T>>;

const gardees = new WeakMap<object, Map<string, PlageGardee<unknown>>>();

/**
 * A range that is asked for often and changes little: what has been read of it is kept, and only what was written since is read
 * again, by its revision. The same map comes back as long as nothing has changed, so that what is drawn from it may be kept too.
 * `nom` tells the range from the others of its base: its bounds may move.
 */
export const lirePlageGardee = async <T>(
  m: AccesMagasin,
  base: string,
  nom: string,
  plage: Plage,
): Promise<PlageGardee<T>> => {
  const siennes = gardees.get(m) ?? new Map<string, PlageGardee<unknown>>();
  gardees.set(m, siennes);
  const cle = `${base} ${nom}`;
  const avant = siennes.get(cle) as PlageGardee<T> | undefined;
  const presents = await lireRevisions(m, base, plage);
  const neufs = [...presents].filter(([id, rev]) => avant?.get(id)?._rev !== rev).map(([id]) => id);
  if (avant && neufs.length === 0 && avant.size === presents.size) return avant;
  const lus = new Map((await lireCles<T>(m, base, neufs)).flatMap((d) => (d ? [[d._id, d] as const] : [])));
  const docs = new Map<string, Stocke<T>>();
  for (const id of presents.keys()) {
    const d = lus.get(id) ?? avant?.get(id);
    if (d) docs.set(id, d);
  }
  siennes.set(cle, docs);
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
