import { mauvaiseRequete } from './erreurs';

/** Revision trees as PouchDB keeps them, read the way CouchDB reads its own. */
export type Noeud = [id: string, options: { status?: 'available' | 'missing'; deleted?: boolean }, enfants: Noeud[]];
export type Racine = { pos: number; ids: Noeud };

/** What PouchDB writes for each document in its `document-store`. */
export type Meta = { id: string; seq: number; rev_tree: Racine[]; rev_map: Record<string, number> };

export type Rev = { readonly pos: number; readonly id: string };
/** A leaf, with its ancestors from itself to the root. */
export type Feuille = Rev & { readonly deleted: boolean; readonly lignee: readonly string[] };

export const ecrireRev = (r: Rev): string => `${r.pos}-${r.id}`;

const HEX32 = /^[0-9a-fA-F]{32}$/;

/** `N-xxx`. CouchDB keeps a revision of 32 hexadecimal digits as 16 bytes: it comes back in lower case. */
export function lireRev(texte: unknown): Rev {
  const m = typeof texte === 'string' ? /^(\d{1,15})-([\s\S]+)$/.exec(texte) : null;
  if (!m?.[1] || !m[2]) throw mauvaiseRequete('Invalid rev format');
  return { pos: Number(m[1]), id: HEX32.test(m[2]) ? m[2].toLowerCase() : m[2] };
}

const octets = (id: string): Buffer => (HEX32.test(id) ? Buffer.from(id, 'hex') : Buffer.from(id));

function comparerRevs(a: Rev, b: Rev): number {
  if (a.pos !== b.pos) return a.pos - b.pos;
  return a.id.length === b.id.length
    ? a.id < b.id
      ? -1
      : a.id > b.id
        ? 1
        : 0
    : Buffer.compare(octets(a.id), octets(b.id));
}

/** All leaves, the winner first. */
export function feuilles(meta: Meta): Feuille[] {
  const liste: Feuille[] = [];
  const visiter = (noeud: Noeud, pos: number, ancetres: readonly string[]): void => {
    let n = noeud;
    let p = pos;
    const propre = [n[0]];
    // Straight lines are followed in a loop: a document may have a thousand revisions.
    while (n[2].length === 1 && n[2][0]) {
      n = n[2][0];
      p++;
      propre.push(n[0]);
    }
    const lignee = propre.reverse().concat(ancetres);
    if (n[2].length === 0) liste.push({ pos: p, id: n[0], deleted: n[1].deleted === true, lignee });
    for (const enfant of n[2]) visiter(enfant, p + 1, lignee);
  };
  for (const racine of meta.rev_tree) visiter(racine.ids, racine.pos, []);
  return trier(liste);
}

/** The winner first: not deleted before deleted, then the highest revision. */
export const trier = (liste: Feuille[]): Feuille[] =>
  liste.length === 1 ? liste : liste.sort((a, b) => Number(a.deleted) - Number(b.deleted) || comparerRevs(b, a));

export function gagnante(meta: Meta): Feuille {
  const premiere = feuilles(meta)[0];
  if (!premiere) throw new Error(`document ${meta.id} has an empty revision tree`);
  return premiere;
}

/** Every leaf that descends from `rev`, or is it. */
export const descendantes = (liste: readonly Feuille[], rev: Rev): Feuille[] =>
  liste.filter((f) => f.pos >= rev.pos && f.lignee[f.pos - rev.pos] === rev.id);

export const connue = (liste: readonly Feuille[], rev: Rev): boolean => descendantes(liste, rev).length > 0;

/** Ancestors of `rev`, itself first, as `_revisions` says them. */
export function lignee(liste: readonly Feuille[], rev: Rev): readonly string[] {
  const f = descendantes(liste, rev)[0];
  return f ? f.lignee.slice(f.pos - rev.pos) : [rev.id];
}

/** True when the revision is recorded as deleted in the tree. */
export function supprimee(meta: Meta, rev: Rev): boolean {
  let trouve = false;
  const pile = meta.rev_tree.map((r) => ({ n: r.ids, pos: r.pos }));
  for (let e = pile.pop(); e; e = pile.pop()) {
    if (e.pos === rev.pos && e.n[0] === rev.id) trouve = e.n[1].deleted === true;
    for (const enfant of e.n[2]) pile.push({ n: enfant, pos: e.pos + 1 });
  }
  return trouve;
}
