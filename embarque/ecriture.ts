import { createHash, randomUUID } from 'node:crypto';
import { connue, ecrireRev, type Feuille, feuilles, gagnante, type Meta, type Rev, trier } from './arbre';
import { type Avant, type Base, ecrireRevisions, lireRevision, type Resultat } from './base';
import type { Recu } from './document';
import { ErreurCouch, mauvaiseRequete } from './erreurs';
import { type AEcrire, cleDe, lireArbres, metaDe, type Piece } from './niveau';

/** New id of a document that comes without one: 32 hexadecimal digits, as CouchDB's. */
export const nouvelId = (): string => randomUUID().replaceAll('-', '');

/** Same parent, same content: same revision, on every node (as in CouchDB). */
function nouvelleRev(parent: Rev | undefined, recu: Recu): Rev {
  const pieces = recu.pieces ? JSON.stringify(recu.pieces) : '';
  const base = `${recu.supprime ? 1 : 0}|${parent ? ecrireRev(parent) : ''}|${pieces}|`;
  return { pos: (parent?.pos ?? 0) + 1, id: createHash('md5').update(base).update(recu.corps).digest('hex') };
}

/**
 * Which revision the new one follows; `'conflit'` when it may not. A deleted document is made again after its tombstone,
 * and only by a write that names no revision.
 */
function parentDe(connues: readonly Feuille[], recu: Recu): Rev | undefined | 'conflit' {
  const premiere = connues[0];
  if (!premiere) return recu.rev ? 'conflit' : undefined;
  if (premiere.deleted) return recu.rev || recu.supprime ? 'conflit' : premiere;
  const { rev } = recu;
  return (rev && connues.find((f) => f.pos === rev.pos && f.id === rev.id)) ?? 'conflit';
}

const estFeuille = (f: Rev): f is Feuille => 'lignee' in f;

async function avantEcriture(base: Base, cles: readonly string[]): Promise<Avant> {
  const uniques = [...new Set(cles)];
  const arbres = await lireArbres(base, uniques);
  return {
    arbres: new Map(uniques.map((cle, i) => [cle, arbres[i]])),
    metas: new Map(uniques.map((cle, i) => [cle, metaDe(arbres[i])])),
  };
}

/**
 * Interactive edits (`new_edits: true`): each is accepted or in conflict, in the order given. Those that arrive while
 * another write is in hand go to the disk together: each waits for one flush, not for everybody's.
 */
export function modifier(base: Base, recus: readonly Recu[]): Promise<Resultat[]> {
  // An attachment may be refused (412) and must not take its neighbours along.
  if (recus.some((r) => r.pieces)) return base.exclusif(() => modifierEnsemble(base, recus));
  return new Promise((resolve, reject) => {
    base.enAttente.push({ recus, resolve, reject });
    if (base.enAttente.length === 1) void base.exclusif(() => viderAttente(base));
  });
}

async function viderAttente(base: Base): Promise<void> {
  const lot = base.enAttente.splice(0);
  try {
    const resultats = await modifierEnsemble(
      base,
      lot.flatMap((e) => e.recus),
    );
    for (const e of lot) e.resolve(resultats.splice(0, e.recus.length));
  } catch (erreur) {
    for (const e of lot) e.reject(erreur);
  }
}

async function modifierEnsemble(base: Base, recus: readonly Recu[]): Promise<Resultat[]> {
  const ids = recus.map((r) => r.id ?? nouvelId());
  const cles = ids.map(cleDe);
  const avant = await avantEcriture(base, cles);
  const etats = new Map<string, readonly Feuille[]>();
  const revisions: AEcrire[] = [];
  const resultats: Resultat[] = [];
  for (const [i, recu] of recus.entries()) {
    const id = ids[i] ?? '';
    const cle = cles[i] ?? '';
    const meta = avant.metas.get(cle);
    const connues = etats.get(cle) ?? (meta ? feuilles(meta) : []);
    const effectif = recu.rev || !recu.revisions ? recu : { ...recu, rev: premiereDe(recu.revisions) };
    const parent = parentDe(connues, effectif);
    if (parent === 'conflit') {
      resultats.push({ id, conflit: true });
      continue;
    }
    const pieces = recu.pieces && (await reprendrePieces(base, meta, parent, recu.pieces));
    const rev = nouvelleRev(parent, recu);
    revisions.push(revisionAEcrire(cle, rev, parent ? [parent.id] : [], recu, pieces));
    etats.set(cle, suivantes(connues, parent, rev, recu.supprime));
    resultats.push({ id, rev: ecrireRev(rev) });
  }
  await ecrireRevisions(base, revisions, avant);
  return resultats;
}

function premiereDe(revisions: { start: number; ids: readonly string[] }): Rev | undefined {
  const id = revisions.ids[0];
  return id === undefined ? undefined : { pos: revisions.start, id };
}

function suivantes(connues: readonly Feuille[], parent: Rev | undefined, rev: Rev, deleted: boolean): Feuille[] {
  const lignee = [rev.id, ...(parent && estFeuille(parent) ? parent.lignee : [])];
  const restantes = connues.filter((f) => f !== parent);
  return trier([...restantes, { ...rev, deleted, lignee }]);
}

/** Replicated revisions (`new_edits: false`): kept as they come, a known one changes nothing. */
export function repliquer(base: Base, recus: readonly Recu[]): Promise<void> {
  return base.exclusif(async () => {
    const ids = recus.map((r) => r.id ?? nouvelId());
    const avant = await avantEcriture(base, ids.map(cleDe));
    const revisions: AEcrire[] = [];
    for (const [i, recu] of recus.entries()) {
      const cle = cleDe(ids[i] ?? '');
      const meta = avant.metas.get(cle);
      const rev = recu.revisions ? premiereDe(recu.revisions) : recu.rev;
      if (!rev) {
        throw mauvaiseRequete('When `new_edits: false`, the document needs `_rev` or `_revisions` specified');
      }
      if (meta && connue(feuilles(meta), rev)) continue;
      const pieces = recu.pieces && (await reprendrePieces(base, meta, undefined, recu.pieces));
      revisions.push(revisionAEcrire(cle, rev, recu.revisions?.ids.slice(1) ?? [], recu, pieces));
    }
    await ecrireRevisions(base, revisions, avant);
  });
}

function revisionAEcrire(
  cle: string,
  rev: Rev,
  ancetres: readonly string[],
  recu: Recu,
  pieces: Record<string, Piece> | undefined,
): AEcrire {
  return {
    _id: cle,
    _revisions: { start: rev.pos, ids: [rev.id, ...ancetres] },
    ...(recu.supprime && { _deleted: true }),
    ...(pieces && { _attachments: pieces }),
    corps: recu.corps,
  };
}

/** A stub stands for what the parent holds (any known revision, for a replicated document): 412 when nothing does. */
async function reprendrePieces(
  base: Base,
  meta: Meta | undefined,
  parent: Rev | undefined,
  pieces: Record<string, Piece>,
): Promise<Record<string, Piece>> {
  const sources = !meta ? [] : parent ? [ecrireRev(parent)] : [ecrireRev(gagnante(meta)), ...Object.keys(meta.rev_map)];
  const reprises = new Map<string, Piece>();
  for (const [nom, piece] of Object.entries(pieces)) {
    if (piece.stub !== true) {
      reprises.set(nom, { content_type: piece.content_type ?? 'application/octet-stream', data: piece.data ?? '' });
      continue;
    }
    for (const rev of sources) {
      const tenues = (meta && (await lireRevision(base, meta, rev))?._attachments) ?? {};
      const tenue = Object.hasOwn(tenues, nom) ? tenues[nom] : undefined;
      if (tenue && (piece.digest === undefined || piece.digest === tenue.digest)) {
        reprises.set(nom, { ...tenue, stub: true });
        break;
      }
    }
    if (!reprises.has(nom))
      throw new ErreurCouch(412, 'missing_stub', `Invalid attachment stub in ${meta?.id ?? ''} for ${nom}`);
  }
  return Object.fromEntries(reprises);
}
