import type { MagasinSuivi } from '../../ports/suivi';

// Documents as the store's own JSON, in and out, never parsed: a whole service goes by without filling the memory, and no value
// of it is altered.

type Acces = { racine: string; entetes: Record<string, string> };

const acceder = (m: MagasinSuivi): Acces => {
  const adresse = new URL(m.url);
  const compte = `${decodeURIComponent(adresse.username)}:${decodeURIComponent(adresse.password)}`;
  return {
    racine: `${adresse.origin}${adresse.pathname.replace(/\/$/, '')}`,
    entetes: adresse.username ? { authorization: `Basic ${Buffer.from(compte).toString('base64')}` } : {},
  };
};

const NL = 10;

/** Lines of an answer, by lots, as the bytes come. */
async function* lignesDe(corps: AsyncIterable<Uint8Array>): AsyncGenerator<string[]> {
  let reste: Buffer[] = [];
  for await (const m of corps) {
    const morceau = Buffer.from(m.buffer, m.byteOffset, m.byteLength);
    const fin = morceau.lastIndexOf(NL);
    if (fin < 0) {
      reste.push(morceau);
      continue;
    }
    const texte = Buffer.concat([...reste, morceau.subarray(0, fin)]).toString('utf8');
    reste = [morceau.subarray(fin + 1)];
    yield texte.split('\n');
  }
  const texte = Buffer.concat(reste).toString('utf8');
  if (texte !== '') yield [texte];
}

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

const ID = /^\{"_id":("(?:[^"\\]|\\.)*")/;
/** The id of a document as the store writes it: its first key. */
export const idDe = (document: string): string => {
  const m = ID.exec(document)?.[1];
  if (m === undefined) throw new Error('document sans _id en tête');
  return m.includes('\\') ? (JSON.parse(m) as string) : m.slice(1, -1);
};

const demander = async (m: MagasinSuivi, chemin: string): Promise<AsyncIterable<Uint8Array> | undefined> => {
  const { racine, entetes } = acceder(m);
  const r = await fetch(`${racine}/${chemin}`, { headers: entetes });
  if (r.status === 404) return undefined;
  if (!r.ok || !r.body) throw new Error(`le magasin refuse ${chemin.split('?')[0]} : ${r.status}`);
  return r.body;
};

/** Reading of one database: each document once, deleted ones too. `fin` is known once all is read. */
type LectureBase = { lots: AsyncGenerator<string[]>; fin: () => string | undefined };

/**
 * What changed after a sequence (all, from '0'), in one answer of the store: each document as it stands when it is read, and the
 * sequence from which to go on. A database that has gone is empty.
 */
export const lireBase = (m: MagasinSuivi, base: string, depuis: string): LectureBase => {
  let fin: string | undefined;
  const lire = async function* (): AsyncGenerator<string[]> {
    const qs = new URLSearchParams({ include_docs: 'true', since: depuis });
    const corps = await demander(m, `${encodeURIComponent(base)}/_changes?${qs}`);
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
    if (fin === undefined) throw new Error(`lecture de ${base} coupée par le magasin`);
  };
  return { lots: lire(), fin: () => fin };
};

/** Every living document of a database, in order of ids. */
export async function* lireParIds(m: MagasinSuivi, base: string): AsyncGenerator<string[]> {
  const corps = await demander(m, `${encodeURIComponent(base)}/_all_docs?include_docs=true`);
  if (!corps) return;
  let entier = false;
  for await (const lignes of lignesDe(corps)) {
    const documents = lignes.flatMap((l) => documentDe(l) ?? []);
    // The answer's own end: without it, it was cut.
    entier = lignes.some((l) => /^\]\}\s*$/.test(l)) || entier;
    if (documents.length > 0) yield documents;
  }
  if (!entier) throw new Error(`lecture de ${base} coupée par le magasin`);
}

/** Writes documents with the revisions that they carry. */
export const ecrireBruts = async (m: MagasinSuivi, base: string, documents: readonly string[]): Promise<void> => {
  if (documents.length === 0) return;
  const { racine, entetes } = acceder(m);
  const r = await fetch(`${racine}/${encodeURIComponent(base)}/_bulk_docs`, {
    method: 'POST',
    headers: { ...entetes, 'content-type': 'application/json' },
    body: `{"new_edits":false,"docs":[${documents.join(',')}]}`,
  });
  const texte = await r.text();
  if (!r.ok || texte.trim() !== '[]') throw new Error(`le magasin refuse d’écrire dans ${base} : ${r.status}`);
};

const LOT_DOCUMENTS = 4_000;
const LOT_CARACTERES = 4_000_000;
/** The next lots are made ready while the store writes. */
const EN_VOL = 2;

/** Groups documents into requests of a good size, and keeps a few of them under way. */
export const ouvrirEcriture = (ecrire: (documents: readonly string[]) => Promise<void>) => {
  let lot: string[] = [];
  let taille = 0;
  const enVol = new Set<Promise<void>>();
  let echec: { cause: unknown } | undefined;
  const partir = async (): Promise<void> => {
    if (lot.length === 0) return;
    const envoi = lot;
    lot = [];
    taille = 0;
    const tache: Promise<void> = ecrire(envoi)
      .catch((cause: unknown) => {
        echec ??= { cause };
      })
      .finally(() => enVol.delete(tache));
    enVol.add(tache);
    if (enVol.size >= EN_VOL) await Promise.race(enVol);
    if (echec) throw echec.cause;
  };
  return {
    ajouter: async (document: string): Promise<void> => {
      lot.push(document);
      taille += document.length;
      if (lot.length >= LOT_DOCUMENTS || taille >= LOT_CARACTERES) await partir();
    },
    finir: async (): Promise<void> => {
      await partir();
      await Promise.all(enVol);
      if (echec) throw echec.cause;
    },
  };
};
