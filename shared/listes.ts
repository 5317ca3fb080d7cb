// What is put together by what it has in common; and what is kept of something, by name.

/** Adds to the list of a key, which it begins where there is none. */
export const ajouterA = <K, V>(listes: Map<K, V[]>, cle: K, valeur: V): void => {
  const liste = listes.get(cle);
  if (liste) liste.push(valeur);
  else listes.set(cle, [valeur]);
};

/** The same of several; the list of a key begins even where there are none. */
export const ajouterTous = <K, V>(listes: Map<K, V[]>, cle: K, valeurs: Iterable<V>): void => {
  if (!listes.has(cle)) listes.set(cle, []);
  for (const v of valeurs) ajouterA(listes, cle, v);
};

/** By what these have in common, in the order of first need; what has no key is in no group. */
export const grouperPar = <T, K extends string>(tous: Iterable<T>, cle: (t: T) => K | undefined): Map<K, T[]> => {
  const groupes = new Map<K, T[]>();
  for (const t of tous) {
    const k = cle(t);
    if (k !== undefined) ajouterA(groupes, k, t);
  }
  return groupes;
};

/** These of its fields, in this order. */
export const garder = <T extends object, K extends keyof T>(o: T, noms: readonly K[]): Pick<T, K> =>
  Object.fromEntries(noms.map((n) => [n, o[n]])) as Pick<T, K>;
