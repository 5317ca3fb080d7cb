import { ecrireRev, type Feuille, lignee, type Meta, type Rev, supprimee } from './arbre';
import type { Base } from './base';
import { rendre } from './document';
import { type Enveloppe, type Gagnante, idDe } from './niveau';

/** What a reader may ask to see next to a document's body. */
export type Details = {
  readonly revs?: boolean;
  readonly revsInfo?: boolean;
  readonly conflicts?: boolean;
  readonly deletedConflicts?: boolean;
  readonly localSeq?: boolean;
  readonly attachments?: boolean;
};

const revsJson = (liste: readonly Feuille[]): string => JSON.stringify(liste.map(ecrireRev));

/** JSON text of one revision. `connues`: the leaves of `meta`, the winner first. */
export async function rendreRevision(
  base: Base,
  meta: Meta,
  connues: readonly Feuille[],
  rev: Rev,
  enveloppe: Enveloppe,
  details: Details,
): Promise<string> {
  const extras: string[] = [];
  if (details.revs) extras.push(`"_revisions":${JSON.stringify({ start: rev.pos, ids: lignee(connues, rev) })}`);
  if (details.revsInfo) extras.push(`"_revs_info":${revsInfo(meta, connues, rev)}`);
  if (details.localSeq) extras.push(`"_local_seq":${meta.seq}`);
  const autres = connues.length > 1 ? connues.slice(1) : [];
  const vivantes = autres.filter((f) => !f.deleted);
  const mortes = autres.filter((f) => f.deleted);
  if (details.conflicts && vivantes.length > 0) extras.push(`"_conflicts":${revsJson(vivantes)}`);
  if (details.deletedConflicts && mortes.length > 0) extras.push(`"_deleted_conflicts":${revsJson(mortes)}`);
  if (enveloppe._attachments) {
    extras.push(`"_attachments":${await rendrePieces(base, enveloppe, details.attachments === true)}`);
  }
  return rendre(idDe(meta.id), ecrireRev(rev), enveloppe._deleted === true, enveloppe.corps, extras);
}

/** The document of the revision that wins, where `lue` is its body and nothing else is to be read; undefined for branches, attachments. */
export const rendreGagnante = (g: Gagnante | undefined, lue: Enveloppe | undefined): string | undefined => {
  if (!g?.seule || !lue || lue._attachments || g.rev !== lue._rev) return undefined;
  return rendre(idDe(lue._id), lue._rev, lue._deleted === true, lue.corps);
};

function revsInfo(meta: Meta, connues: readonly Feuille[], rev: Rev): string {
  const lignes = lignee(connues, rev).map((id, i) => {
    const r = { pos: rev.pos - i, id };
    const texte = ecrireRev(r);
    const presente = Object.hasOwn(meta.rev_map, texte);
    return { rev: texte, status: presente ? (supprimee(meta, r) ? 'deleted' : 'available') : 'missing' };
  });
  return JSON.stringify(lignes);
}

async function rendrePieces(base: Base, enveloppe: Enveloppe, entieres: boolean): Promise<string> {
  const rendues = new Map<string, object>();
  for (const [nom, { content_type, revpos, digest, length }] of Object.entries(enveloppe._attachments ?? {})) {
    if (entieres) {
      const data = (await lirePiece(base, enveloppe, nom)).toString('base64');
      rendues.set(nom, { content_type, revpos, digest, data });
    } else {
      rendues.set(nom, { content_type, revpos, digest, length, stub: true });
    }
  }
  return JSON.stringify(Object.fromEntries(rendues));
}

export async function lirePiece(base: Base, enveloppe: Enveloppe, nom: string): Promise<Buffer> {
  return base.pouch.getAttachment(enveloppe._id, nom, { rev: enveloppe._rev });
}
