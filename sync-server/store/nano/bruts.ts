import type { LectureBrute, Magasin } from '../magasin';
import { accesHttp } from './http';
import { estFin, lignesDe } from './lignes';
import { grefferLot } from './lot';

// Documents as the store's own JSON, in and out, never parsed, by lots as the bytes come.

// Quotes within a JSON text are escaped: the first one is the key of the row.
const MARQUE = ',"doc":';

/** The document of a row, which is its last key; `undefined` for a row that is not one. */
const documentDe = (ligne: string): string | undefined => {
  const texte = ligne.endsWith('\r') ? ligne.slice(0, -1) : ligne;
  const i = texte.indexOf(MARQUE);
  if (i < 0) return undefined;
  const fin = texte.endsWith(',') ? texte.length - 2 : texte.length - 1;
  const doc = texte.slice(i + MARQUE.length, fin);
  return doc.startsWith('{') ? doc : undefined;
};

const coupee = (base: string): Error => new Error(`lecture de ${base} coupée par le magasin`);

export const brutsHttp = (url: string): Magasin['bruts'] => {
  const { racine, entetes } = accesHttp(url);
  const demander = async (chemin: string): Promise<AsyncIterable<Uint8Array> | undefined> => {
    const r = await fetch(`${racine}/${chemin}`, { headers: entetes });
    if (r.status === 404) return undefined;
    if (!r.ok || !r.body) throw new Error(`le magasin refuse ${chemin.split('?')[0]} : ${r.status}`);
    return r.body;
  };

  const changements = (base: string, depuis: string): LectureBrute => {
    let fin: string | undefined;
    const lire = async function* (): AsyncGenerator<string[]> {
      const qs = new URLSearchParams({ include_docs: 'true', since: depuis });
      const corps = await demander(`${encodeURIComponent(base)}/_changes?${qs}`);
      if (!corps) return;
      for await (const lignes of lignesDe(corps)) {
        const documents: string[] = [];
        for (const l of lignes) {
          const d = documentDe(l);
          if (d !== undefined) documents.push(d);
          else if (l.startsWith('"last_seq"')) fin = String((JSON.parse(`{${l}`) as { last_seq: unknown }).last_seq);
        }
        if (documents.length > 0) yield documents;
      }
      if (fin === undefined) throw coupee(base);
    };
    return { lots: lire(), fin: () => fin };
  };

  async function* parIds(base: string): AsyncGenerator<string[]> {
    const corps = await demander(`${encodeURIComponent(base)}/_all_docs?include_docs=true`);
    if (!corps) return;
    let entier = false;
    for await (const lignes of lignesDe(corps)) {
      const documents = lignes.flatMap((l) => documentDe(l) ?? []);
      entier = lignes.some(estFin) || entier;
      if (documents.length > 0) yield documents;
    }
    if (!entier) throw coupee(base);
  }

  return {
    changements,
    parIds,
    greffer: (base, textes) => grefferLot(url, base, textes),
  };
};
