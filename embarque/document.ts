import type { Rev } from './arbre';
import { lireRev } from './arbre';
import { ErreurCouch, idIllegal, mauvaiseRequete } from './erreurs';
import { champs, compacter } from './json-brut';
import type { Piece } from './niveau';

/** Default of CouchDB's `max_document_size`, in bytes of the body. */
const TAILLE_MAXIMALE = 8_000_000;

/** A document as a client sent it: its special fields apart, its body as text. */
export type Recu = {
  readonly id: string | undefined;
  readonly rev: Rev | undefined;
  readonly revisions: { readonly start: number; readonly ids: readonly string[] } | undefined;
  readonly supprime: boolean;
  readonly pieces: Record<string, Piece> | undefined;
  readonly corps: string;
};

const IGNORES = new Set(['_revs_info', '_local_seq', '_conflicts', '_deleted_conflicts']);
const GARDES = /^_replication_(?:id|state|state_time|state_reason|owner|stats|start_time)$/;

export function validerId(id: unknown): asserts id is string {
  if (typeof id !== 'string') throw idIllegal('Document id must be a string');
  if (id === '') throw idIllegal('Document id must not be empty');
  if (id === '_design/' || id === '_local/') throw idIllegal(`Illegal document id \`${id}\``);
  if (id.startsWith('_') && !id.startsWith('_design/') && !id.startsWith('_local/')) {
    throw idIllegal('Only reserved document ids may start with underscore.');
  }
}

/** Reads the document that begins at `debut` of a valid JSON text. `idImpose`: the one of the URL, which beats the body's. */
export function lireDocument(t: string, debut: number, idImpose?: string): Recu {
  if (t[debut] !== '{') throw mauvaiseRequete('Document must be a JSON object');
  const special = new Map<string, unknown>();
  const morceaux: string[] = [];
  let suite = -1;
  let finSuite = -1;
  for (const { cle, debutCle, debut: d, fin } of champs(t, debut)) {
    if (cle.startsWith('_') && !GARDES.test(cle)) {
      if (!IGNORES.has(cle)) special.set(cle, JSON.parse(t.slice(d, fin)));
      if (suite >= 0) morceaux.push(t.slice(suite, finSuite));
      suite = -1;
    } else {
      if (suite < 0) suite = debutCle;
      finSuite = fin;
    }
  }
  if (suite >= 0) morceaux.push(t.slice(suite, finSuite));
  return assembler(special, compacter(`{${morceaux.join(',')}}`), idImpose);
}

function assembler(special: Map<string, unknown>, corps: string, idImpose: string | undefined): Recu {
  const { _id, _rev, _deleted, _revisions, _attachments, ...autres } = Object.fromEntries(special);
  const inconnu =
    Object.keys(autres)[0] ?? (_deleted !== undefined && typeof _deleted !== 'boolean' ? '_deleted' : null);
  if (inconnu) throw new ErreurCouch(400, 'doc_validation', `Bad special document member: ${inconnu}`);
  const id = idImpose ?? (special.has('_id') ? _id : undefined);
  if (id !== undefined || special.has('_id')) validerId(id);
  const local = typeof id === 'string' && id.startsWith('_local/');
  if (corps.length * 3 > TAILLE_MAXIMALE && Buffer.byteLength(corps) > TAILLE_MAXIMALE) {
    throw new ErreurCouch(413, 'document_too_large', typeof id === 'string' ? id : '');
  }
  return {
    id: typeof id === 'string' ? id : undefined,
    rev: special.has('_rev') ? lireRev(_rev) : undefined,
    revisions: local || _revisions === undefined ? undefined : lireRevisions(_revisions),
    supprime: _deleted === true,
    pieces: _attachments === undefined ? undefined : lirePieces(_attachments),
    corps,
  };
}

function lireRevisions(valeur: unknown): { start: number; ids: string[] } {
  const { start, ids } = (valeur ?? {}) as { start?: unknown; ids?: unknown };
  if (!Number.isInteger(start)) throw new ErreurCouch(400, 'doc_validation', "_revisions.start isn't an integer.");
  if (!Array.isArray(ids)) throw new ErreurCouch(400, 'doc_validation', "_revisions.ids isn't a array.");
  if (ids.some((i) => typeof i !== 'string' || i === '')) {
    throw new ErreurCouch(400, 'doc_validation', "RevId isn't a string");
  }
  return { start: start as number, ids: ids as string[] };
}

function lirePieces(valeur: unknown): Record<string, Piece> | undefined {
  if (typeof valeur !== 'object' || valeur === null || Array.isArray(valeur)) {
    throw mauvaiseRequete('Attachments must be a JSON object');
  }
  const pieces = valeur as Record<string, Piece>;
  const noms = Object.keys(pieces);
  for (const nom of noms) {
    if (nom.startsWith('_')) {
      throw mauvaiseRequete(`Attachment name '${nom}' starts with prohibited character '_'`);
    }
    const piece = pieces[nom];
    if (!piece || (typeof piece.data !== 'string' && piece.stub !== true)) {
      throw mauvaiseRequete('Invalid attachment data');
    }
  }
  return noms.length > 0 ? pieces : undefined;
}

/** The document as it is sent: special fields, then the body as it was received. */
export function rendre(
  id: string,
  rev: string,
  supprime: boolean,
  corps: string,
  extras: readonly string[] = [],
): string {
  const tete = `{"_id":${JSON.stringify(id)},"_rev":${JSON.stringify(rev)}${supprime ? ',"_deleted":true' : ''}`;
  const milieu = extras.length > 0 ? `,${extras.join(',')}` : '';
  return corps === '{}' ? `${tete}${milieu}}` : `${tete}${milieu},${corps.slice(1)}`;
}
