/**
 * What `_all_docs` and `_changes` must count without reading everything (`offset`, `total_rows`, `pending`): ids of living
 * documents in order of bytes, and the present sequence of each document, deleted or not. Rebuilt when a database is opened.
 */
export type IndexMemoire = {
  /** Living documents' keys (see `cle` in `base.ts`), ascending. */
  cles: string[];
  /** Present sequence of every document, ascending. */
  sequences: number[];
};

export type Mouvement = {
  readonly cle: string;
  readonly avant: { readonly seq: number; readonly vivant: boolean } | undefined;
  readonly apres: { readonly seq: number; readonly vivant: boolean };
};

/** First position whose element is not before `x` (after it, with `apres`). */
export function position<T extends string | number>(liste: readonly T[], x: T, apres = false): number {
  let bas = 0;
  let haut = liste.length;
  while (bas < haut) {
    const milieu = (bas + haut) >>> 1;
    const m = liste[milieu] as T;
    if (m < x || (apres && m === x)) bas = milieu + 1;
    else haut = milieu;
  }
  return bas;
}

/** One pass for the whole batch when it is large, splices when it is not. */
function remplacer<T extends string | number>(liste: T[], retires: ReadonlySet<T>, ajoutes: T[]): T[] {
  if (retires.size + ajoutes.length <= 8) {
    for (const x of retires) {
      const i = position(liste, x);
      if (liste[i] === x) liste.splice(i, 1);
    }
    for (const x of ajoutes) liste.splice(position(liste, x), 0, x);
    return liste;
  }
  const gardes = retires.size > 0 ? liste.filter((x) => !retires.has(x)) : liste;
  ajoutes.sort((a, b) => (a < b ? -1 : a > b ? 1 : 0));
  const derniere = gardes.at(-1);
  const premiere = ajoutes[0];
  if (derniere === undefined || premiere === undefined || derniere < premiere) return gardes.concat(ajoutes);
  const fusion: T[] = [];
  let j = 0;
  for (const x of gardes) {
    for (let a = ajoutes[j]; a !== undefined && a < x; a = ajoutes[++j]) fusion.push(a);
    fusion.push(x);
  }
  return fusion.concat(ajoutes.slice(j));
}

export function appliquer(index: IndexMemoire, mouvements: readonly Mouvement[]): void {
  const morts = new Set<string>();
  const nes: string[] = [];
  const perimees = new Set<number>();
  const nouvelles: number[] = [];
  for (const { cle, avant, apres } of mouvements) {
    if (avant?.seq === apres.seq) continue;
    if (avant) perimees.add(avant.seq);
    nouvelles.push(apres.seq);
    if (avant?.vivant && !apres.vivant) morts.add(cle);
    if (!avant?.vivant && apres.vivant) nes.push(cle);
  }
  index.cles = remplacer(index.cles, morts, nes);
  index.sequences = remplacer(index.sequences, perimees, nouvelles);
}
