import { createHash } from 'node:crypto';
import { erreurMagasin } from '../erreurs';
import type { DocumentStocke } from '../magasin';

// One document of the memory store: its leaves, each kept as the text that a client would have sent.

/** A revision that nothing follows; `lignee`: its own hash, then those before it. `corps`: the fields, as JSON. */
export type Feuille = { n: number; hash: string; lignee: readonly string[]; supprime: boolean; corps: string };
export type Rev = { n: number; hash: string };

export const revDe = (f: Rev): string => `${f.n}-${f.hash}`;

const lireRev = (texte: unknown): Rev => {
  const m = typeof texte === 'string' ? /^(\d{1,15})-([\s\S]+)$/.exec(texte) : null;
  if (!m?.[1] || !m[2]) throw erreurMagasin(400, 'bad_request', 'Invalid rev format');
  return { n: Number(m[1]), hash: m[2].toLowerCase() };
};

/** A document as it came: `_id` is undefined where it has none. */
export type Recu = {
  id: string | undefined;
  rev: Rev | undefined;
  ancetres: readonly string[];
  supprime: boolean;
  corps: string;
};

const TAILLE_MAX = 8_000_000;
const mauvaisId = (raison: string) => erreurMagasin(400, 'illegal_docid', raison);

const verifierId = (id: unknown): string => {
  if (typeof id !== 'string') throw mauvaisId('Document id must be a string');
  if (id === '') throw mauvaisId('Document id must not be empty');
  if (id.startsWith('_') && !/^_(?:design|local)\/./s.test(id))
    throw mauvaisId('Only reserved document ids may start with underscore.');
  return id;
};

const ancetresDe = (revisions: unknown): readonly string[] => {
  const ids = (revisions as { ids?: unknown } | undefined)?.ids;
  return Array.isArray(ids) ? ids.map(String) : [];
};

// As `JSON.stringify` writes the half of a character, and nothing else.
const SURROGAT_SEUL = /(?<!\\)(?:\\\\)*\\ud[89a-f][0-9a-f]{2}/;

/** Reads a document from the text of it: what JSON does not say is not kept, and nothing is shared with who gave it. */
export const recevoir = (texte: string): Recu => {
  if (SURROGAT_SEUL.test(texte)) throw erreurMagasin(400, 'bad_request', 'invalid UTF-8 JSON');
  const lu: unknown = JSON.parse(texte);
  if (typeof lu !== 'object' || lu === null || Array.isArray(lu))
    throw erreurMagasin(400, 'bad_request', 'Document must be a JSON object');
  const { _id, _rev, _deleted, _revisions, ...corps } = lu as Record<string, unknown>;
  const special = Object.keys(corps).find((cle) => cle.startsWith('_') && cle !== '__proto__');
  if (special !== undefined) throw erreurMagasin(400, 'doc_validation', `Bad special document member: ${special}`);
  const id = _id === undefined ? undefined : verifierId(_id);
  if (texte.length * 3 > TAILLE_MAX && Buffer.byteLength(texte) > TAILLE_MAX)
    throw erreurMagasin(413, 'document_too_large', id ?? '');
  return {
    id,
    rev: _rev === undefined || id?.startsWith('_local/') ? undefined : lireRev(_rev),
    ancetres: ancetresDe(_revisions).slice(1),
    supprime: _deleted === true,
    corps: JSON.stringify(corps),
  };
};

/** The winner first: what lives before what is deleted, then the longest branch, then the highest hash. */
const trier = (feuilles: Feuille[]): Feuille[] =>
  feuilles.sort(
    (a, b) => Number(a.supprime) - Number(b.supprime) || b.n - a.n || (a.hash < b.hash ? 1 : a.hash > b.hash ? -1 : 0),
  );

const suivre = (parent: Feuille | undefined, recu: Recu): Feuille => {
  const tete = `${recu.supprime ? 1 : 0}|${parent ? revDe(parent) : ''}||`;
  const hash = createHash('md5').update(tete).update(recu.corps).digest('hex');
  return {
    n: (parent?.n ?? 0) + 1,
    hash,
    lignee: [hash, ...(parent?.lignee ?? [])],
    supprime: recu.supprime,
    corps: recu.corps,
  };
};

/** The leaves once this write is accepted, the new one apart; undefined where it is in conflict. */
export const modifier = (
  feuilles: readonly Feuille[],
  recu: Recu,
): { feuilles: Feuille[]; neuve: Feuille } | undefined => {
  const { rev } = recu;
  const premiere = feuilles[0];
  let parent: Feuille | undefined;
  if (premiere?.supprime) {
    // Made again after its tombstone, and only by a write that names no revision.
    if (rev || recu.supprime) return undefined;
    parent = premiere;
  } else if (premiere) {
    parent = feuilles.find((f) => f.n === rev?.n && f.hash === rev.hash);
    if (!parent) return undefined;
  } else if (rev) return undefined;
  const neuve = suivre(parent, recu);
  return { feuilles: trier([...feuilles.filter((f) => f !== parent), neuve]), neuve };
};

/** The leaves once a revision made elsewhere is kept; undefined where it is known. */
export const greffer = (feuilles: readonly Feuille[], recu: Recu): Feuille[] | undefined => {
  const { rev } = recu;
  if (!rev)
    throw erreurMagasin(
      400,
      'bad_request',
      'When `new_edits: false`, the document needs `_rev` or `_revisions` specified',
    );
  if (feuilles.some((f) => f.n >= rev.n && f.lignee[f.n - rev.n] === rev.hash)) return undefined;
  const parent = feuilles.find((f) => f.n < rev.n && recu.ancetres[rev.n - f.n - 1] === f.hash);
  const neuve: Feuille = {
    ...rev,
    lignee: [rev.hash, ...recu.ancetres],
    supprime: recu.supprime,
    corps: recu.corps,
  };
  return trier([...feuilles.filter((f) => f !== parent), neuve]);
};

/** As CouchDB sends it: its bookkeeping, then the fields. */
export const texteDe = (id: string, f: Feuille): string => {
  const tete = `{"_id":${JSON.stringify(id)},"_rev":"${revDe(f)}"${f.supprime ? ',"_deleted":true' : ''}`;
  return f.corps === '{}' ? `${tete}}` : `${tete},${f.corps.slice(1)}`;
};

export const documentDe = (id: string, f: Feuille): DocumentStocke => JSON.parse(texteDe(id, f)) as DocumentStocke;
