import { connue, descendantes, ecrireRev, type Feuille, feuilles, lireRev, type Meta, type Rev } from '../arbre';
import { type Base, lireMeta, lireRevision, type Resultat } from '../base';
import { lireDocument, type Recu } from '../document';
import { modifier, nouvelId, repliquer } from '../ecriture';
import { conflit, introuvable, jsonInvalide, mauvaiseRequete, methodeRefusee } from '../erreurs';
import { accepte, booleen, type Demande, entetesJson, envoyer, exigerJson, lireJson } from '../http';
import { type Details, rendreRevision } from '../lecture';
import { cleDe, type Enveloppe } from '../niveau';

/** Leaf or older revision that is still readable: the document, its leaves, the revision and its body. */
export type Trouve = { meta: Meta; connues: Feuille[]; rev: Rev; enveloppe: Enveloppe };

export function detailsDe(q: ReadonlyMap<string, string>): Details {
  const meta = booleen(q, 'meta');
  return {
    revs: booleen(q, 'revs'),
    revsInfo: meta || booleen(q, 'revs_info'),
    conflicts: meta || booleen(q, 'conflicts'),
    deletedConflicts: meta || booleen(q, 'deleted_conflicts'),
    localSeq: booleen(q, 'local_seq'),
    attachments: booleen(q, 'attachments'),
  };
}

/** [MAG-2] The winner, or the revision asked for, tombstones included. */
export async function trouver(base: Base, id: string, revDemandee?: string, derniere = false): Promise<Trouve> {
  const meta = await lireMeta(base, cleDe(id));
  if (!meta) throw introuvable('missing');
  const connues = feuilles(meta);
  let rev: Rev | undefined = connues[0];
  if (revDemandee !== undefined) {
    const demandee = lireRev(revDemandee);
    rev = (derniere && descendantes(connues, demandee)[0]) || demandee;
    if (!connue(connues, rev)) throw introuvable('missing');
  } else if (connues[0]?.deleted) {
    throw introuvable('deleted');
  }
  const enveloppe = rev && (await lireRevision(base, meta, ecrireRev(rev)));
  if (!rev || !enveloppe) throw introuvable('missing');
  return { meta, connues, rev, enveloppe };
}

export async function lireUn(d: Demande, base: Base, id: string): Promise<void> {
  const { q } = d;
  if (q.has('open_revs')) return lireOuvertes(d, base, id);
  const t = await trouver(base, id, q.get('rev'), booleen(q, 'latest'));
  const details = detailsDe(q);
  const corps = await rendreRevision(base, t.meta, t.connues, t.rev, t.enveloppe, details);
  // As CouchDB: an ETag names the revision alone, so an answer that says more carries none.
  const autres = t.connues.slice(1);
  const plus =
    details.revsInfo ||
    details.localSeq ||
    (details.conflicts && autres.some((f) => !f.deleted)) ||
    (details.deletedConflicts && autres.some((f) => f.deleted));
  const etag = `"${ecrireRev(t.rev)}"`;
  if (!plus && correspond(d, etag)) {
    d.res.writeHead(304, { ETag: etag, 'Cache-Control': 'must-revalidate' });
    d.res.end();
    return;
  }
  envoyer(d, 200, `${corps}\n`, plus ? {} : { ETag: etag });
}

function correspond(d: Demande, etag: string): boolean {
  const attendus = d.req.headers['if-none-match'] ?? '';
  return attendus.split(',').some((e) => e.trim() === etag || e.trim() === '*');
}

/** `{ ok }` or `{ missing }` for each revision asked for: all leaves, tombstones too, with `all`. */
export async function ouvertes(
  base: Base,
  id: string,
  demandees: readonly Rev[] | 'all',
  latest: boolean,
  details: Details,
): Promise<({ ok: string } | { missing: string })[]> {
  const meta = await lireMeta(base, cleDe(id));
  const connues = meta ? feuilles(meta) : [];
  const rendus: ({ ok: string } | { missing: string })[] = [];
  const vues = new Set<string>();
  for (const demandee of demandees === 'all' ? connues : demandees) {
    const suivies = latest && demandees !== 'all' ? descendantes(connues, demandee) : [demandee];
    if (suivies.length === 0) rendus.push({ missing: ecrireRev(demandee) });
    for (const rev of suivies) {
      const texte = ecrireRev(rev);
      if (latest && vues.has(texte)) continue;
      vues.add(texte);
      const enveloppe = meta && connue(connues, rev) ? await lireRevision(base, meta, texte) : undefined;
      rendus.push(
        meta && enveloppe
          ? { ok: await rendreRevision(base, meta, connues, rev, enveloppe, details) }
          : { missing: texte },
      );
    }
  }
  return rendus;
}

async function lireOuvertes(d: Demande, base: Base, id: string): Promise<void> {
  const texte = d.q.get('open_revs') ?? '';
  let demandees: readonly Rev[] | 'all' = 'all';
  if (texte !== 'all') {
    let liste: unknown;
    try {
      liste = JSON.parse(texte);
    } catch {
      throw jsonInvalide();
    }
    if (!Array.isArray(liste)) throw mauvaiseRequete('`open_revs` must be `all` or a JSON array');
    demandees = liste.map(lireRev);
  }
  const { revsInfo: _r, conflicts: _c, deletedConflicts: _d, ...details } = detailsDe(d.q);
  const rendus = await ouvertes(base, id, demandees, booleen(d.q, 'latest'), details);
  if (rendus.length === 0 && demandees === 'all') throw introuvable('missing');
  const manque = (r: { missing: string }): string => JSON.stringify({ missing: r.missing });
  if (!accepte(d, 'multipart/mixed')) {
    envoyer(d, 200, `[${rendus.map((r) => ('ok' in r ? `{"ok":${r.ok}}` : manque(r))).join(',')}]\n`);
    return;
  }
  const bord = nouvelId();
  const parties = rendus.map((r) =>
    'ok' in r
      ? `\r\nContent-Type: application/json\r\n\r\n${r.ok}\r\n--${bord}`
      : `\r\nContent-Type: application/json; error="true"\r\n\r\n${manque(r)}\r\n--${bord}`,
  );
  d.res.writeHead(200, { ...entetesJson(d), 'Content-Type': `multipart/mixed; boundary="${bord}"` });
  d.res.end(`--${bord}${parties.join('')}--`);
}

/** The revision that a writer names: body, `?rev=` and `If-Match` must agree. */
function revNommee(d: Demande, recu: Recu): Recu {
  const parQuery = d.q.get('rev');
  const etag = d.req.headers['if-match'];
  const parEtag = etag === undefined ? undefined : etag.trim().replace(/^"|"$/g, '');
  const parCorps = recu.rev && ecrireRev(recu.rev);
  if (parQuery !== undefined && parCorps !== undefined && parQuery !== parCorps) {
    throw mauvaiseRequete('Document rev from request body and query string have different values');
  }
  const nommee = parQuery ?? parCorps;
  if (parEtag !== undefined && nommee !== undefined && parEtag !== nommee) {
    throw mauvaiseRequete('Document rev and etag have different values');
  }
  const rev = nommee ?? parEtag;
  return rev === undefined ? recu : { ...recu, rev: lireRev(rev) };
}

function repondre(d: Demande, base: Base, resultat: Resultat | undefined, statut: number): void {
  if (!resultat || 'conflit' in resultat) throw conflit();
  const { id, rev } = resultat;
  const lieu = `http://${d.req.headers.host ?? 'localhost'}/${encodeURIComponent(base.nom)}/${encodeURIComponent(id)}`;
  envoyer(d, statut, { ok: true, id, rev }, { ETag: `"${rev}"`, Location: lieu });
}

export async function ecrireUn(d: Demande, base: Base, id: string): Promise<void> {
  const { texte } = await lireJson(d);
  const recu = revNommee(d, lireDocument(texte, texte.search(/\S/), id));
  if (!booleen(d.q, 'new_edits', true)) {
    await repliquer(base, [recu]);
    const rev = recu.revisions
      ? `${recu.revisions.start}-${recu.revisions.ids[0]}`
      : ecrireRev(recu.rev ?? { pos: 0, id: '' });
    return repondre(d, base, { id, rev }, 201);
  }
  const [resultat] = await modifier(base, [recu]);
  if (d.q.get('batch') === 'ok') return envoyer(d, 202, { ok: true, id });
  repondre(d, base, resultat, recu.supprime ? 200 : 201);
}

export async function supprimerUn(d: Demande, base: Base, id: string): Promise<void> {
  await trouver(base, id);
  const vide: Recu = { id, rev: undefined, revisions: undefined, supprime: true, pieces: undefined, corps: '{}' };
  const [resultat] = await modifier(base, [revNommee(d, vide)]);
  repondre(d, base, resultat, 200);
}

/** POST on the database: an id is made when there is none. */
export async function deposer(d: Demande, base: Base): Promise<void> {
  exigerJson(d);
  const { texte } = await lireJson(d);
  const recu = lireDocument(texte, texte.search(/\S/));
  const [resultat] = await modifier(base, [{ ...recu, id: recu.id ?? nouvelId() }]);
  if (d.q.get('batch') === 'ok') return envoyer(d, 202, { ok: true, id: resultat?.id });
  repondre(d, base, resultat, 201);
}

export function document(d: Demande, base: Base, id: string): Promise<void> {
  if (d.methode === 'GET' || d.methode === 'HEAD') return lireUn(d, base, id);
  if (d.methode === 'PUT') return ecrireUn(d, base, id);
  if (d.methode === 'DELETE') return supprimerUn(d, base, id);
  throw methodeRefusee('DELETE,GET,HEAD,POST,PUT,COPY');
}
