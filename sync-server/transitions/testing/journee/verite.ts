import type { Magasin } from '../../../store/lire';
import type { BaseMemoire } from '../../../store/memoire/base';
import { type Feuille, revDe } from '../../../store/memoire/document';
import { magasinMemoire } from '../../../store/memoire/memoire';
import { enGreffe, fondre } from '../../../store/testing/copies/feuilles';
import type { Grappe } from '../../../store/testing/copies/grappe';

const memes = (a: readonly Feuille[], b: readonly Feuille[]): boolean =>
  a.length === b.length && a.every((f, n) => b[n] && revDe(f) === revDe(b[n]));

const fondues = (id: string, copies: readonly BaseMemoire[]): readonly Feuille[] => {
  const [premiere = [], ...autres] = copies.map((b) => b.feuilles(id));
  return autres.every((a) => memes(premiere, a)) ? premiere : fondre(id, [premiere, ...autres]);
};

/** All that any copy has, by database and document: what the cluster will be once it is at rest. The winner comes first. */
export const feuillesDe = (grappe: Grappe): Map<string, Map<string, readonly Feuille[]>> => {
  const bases = new Map<string, Map<string, readonly Feuille[]>>();
  for (const nom of new Set(grappe.copies.flatMap((c) => [...c.bases.keys()]))) {
    const siennes = grappe.copies.flatMap((c) => c.bases.get(nom) ?? []);
    const ids = new Set(siennes.flatMap((b) => b.changes('0').map((v) => v.id)));
    bases.set(nom, new Map([...ids].map((id) => [id, fondues(id, siennes)])));
  }
  return bases;
};

/** The same on one store, which never lags. */
export const verite = async (grappe: Grappe): Promise<Magasin> => {
  const m = magasinMemoire();
  for (const [nom, documents] of feuillesDe(grappe)) {
    await m.creerBase(nom);
    await m.bruts.greffer(
      nom,
      [...documents].flatMap(([id, feuilles]) => feuilles.map((f) => enGreffe(id, f))),
    );
  }
  return m;
};
