import type { LignePlage } from '../magasin';
import { lignesHttp, reponseCoupee } from './http';
import { estFin } from './lignes';

// Ranges whose bodies are not asked for are the longest answers of all, of rows that are all alike: an id is taken from its row, and
// nothing else of it is made an object.

/** A row as the store writes it, where nothing in it is escaped. */
const LIGNE = /^\{"id":"([^"\\]*)","key":"[^"\\]*","value":\{"rev":"([^"\\]*)"\}\},?\r?$/;

type Ligne = { id?: string; key?: string; value?: { rev?: string } };

/** Any other row, and those that open and close the answer, which are none. */
const lireAutrement = (ligne: string): LignePlage[] => {
  const texte = ligne.replace(/,?\r?$/, '');
  if (texte === '' || texte.endsWith('"rows":[') || estFin(texte)) return [];
  try {
    const { id, key, value } = JSON.parse(texte) as Ligne;
    const lu = id ?? key;
    // An error of the store's, after rows that went well, is a row of no document.
    return lu === undefined ? reponseCoupee() : [{ id: lu, rev: value?.rev ?? '' }];
  } catch (e) {
    return reponseCoupee(e);
  }
};

/** Ids and revisions of a range. */
export const plageSansCorps =
  (url: string) =>
  async (base: string, bornes: Readonly<Record<string, unknown>>): Promise<LignePlage[]> => {
    const qs = new URLSearchParams(
      Object.entries(bornes).map(([nom, v]): [string, string] => [nom, JSON.stringify(v)]),
    );
    const lues: LignePlage[] = [];
    for await (const lignes of lignesHttp(url)(`${encodeURIComponent(base)}/_all_docs?${qs}`))
      for (const ligne of lignes) {
        const m = LIGNE.exec(ligne);
        if (m) lues.push({ id: m[1] ?? '', rev: m[2] ?? '' });
        else lues.push(...lireAutrement(ligne));
      }
    return lues;
  };
