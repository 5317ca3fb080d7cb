import type { LigneReperee, PageChangements } from '../../magasin';
import type { BaseMemoire } from '../../memoire/base';
import { connait } from './feuilles';
import { baseAbsente, type Copie, type Grappe } from './grappe';

// The feed of a cluster: one copy answers it, and its sequence names that copy. Once the copy is away another takes over, from
// where nothing is lost; some rows may come twice.

const SEQUENCE = /^(\d):(.+)$/s;
export const enSequence = (g: Grappe, c: Copie, seq: string): string => `${g.copies.indexOf(c)}:${seq}`;

/** Rows that come a second time after a change of copy, at most. */
const REDITES = 4;

const revDe = (texte: string) => ({ n: Number.parseInt(texte, 10), hash: texte.slice(texte.indexOf('-') + 1) });

/** From where on `la` shows all that `ici` had not shown yet after `seq`. */
const reprendre = (g: Grappe, ici: BaseMemoire, seq: string, la: BaseMemoire): string => {
  const aMontrer = new Set(ici.changements(seq, Number.POSITIVE_INFINITY).lignes.map((l) => l.id));
  const { lignes } = la.changements('0', Number.POSITIVE_INFINITY);
  const inconnue = lignes.findIndex(
    (l) => aMontrer.has(l.id) || [l.rev, ...(l.autres ?? [])].some((rev) => !connait(ici.feuilles(l.id), revDe(rev))),
  );
  const vues = inconnue === -1 ? lignes.length : inconnue;
  return lignes[vues - 1 - g.alea.entier(0, REDITES)]?.seq ?? '0';
};

export type Lecteur = { copie: Copie; base: BaseMemoire; depuis: string };

/** The copy that goes on with a feed after a sequence: the same one as long as it is there. */
export const lecteurDuFil = (
  g: Grappe,
  joignables: readonly Copie[],
  choisie: Copie,
  nom: string,
  depuis: string,
): Lecteur => {
  const m = SEQUENCE.exec(depuis);
  const de = m && g.copies[Number(m[1])];
  const copie = de && joignables.includes(de) ? de : choisie;
  const base = copie.bases.get(nom);
  if (!base) throw baseAbsente();
  const siennes = de?.bases.get(nom);
  if (!m || !de || !siennes) return { copie, base, depuis };
  const reste = m[2] ?? '';
  return { copie, base, depuis: copie === de ? reste : reprendre(g, siennes, reste, base) };
};

export const pageDuFil = (g: Grappe, l: Lecteur, limite: number): PageChangements<LigneReperee> => {
  const page = l.base.changements(l.depuis, limite);
  return {
    ...page,
    lignes: page.lignes.map((x) => ({ ...x, seq: enSequence(g, l.copie, x.seq) })),
    seq: enSequence(g, l.copie, page.seq),
  };
};
