import { connue, ecrireRev, feuilles, lireRev, type Rev } from '../arbre';
import { type Base, lireMeta, type Resultat } from '../base';
import { lireDocument, validerId } from '../document';
import { modifier, nouvelId, repliquer } from '../ecriture';
import { ErreurCouch, mauvaiseRequete } from '../erreurs';
import { booleen, type Demande, ecrivain, entetesJson, envoyer, lireObjet } from '../http';
import { champs, elements } from '../json-brut';
import { cleDe, lireMetas } from '../niveau';
import { detailsDe, ouvertes } from './documents';
import { ecrireLocal } from './locaux';

/** CouchDB's defaults `max_bulk_docs_count` and `max_bulk_get_count`. */
const LOT_MAXIMAL = 10_000;

/** [MAG-4] All documents are read before any is written: one malformed, nothing written. */
export async function ecrireEnLot(d: Demande, base: Base): Promise<void> {
  const { texte, objet } = await lireObjet(d);
  if (!Object.hasOwn(objet, 'docs')) throw mauvaiseRequete('POST body must include `docs` parameter.');
  if (!Array.isArray(objet.docs)) throw mauvaiseRequete('`docs` parameter must be an array.');
  if (objet.docs.length > LOT_MAXIMAL) {
    throw new ErreurCouch(413, 'max_bulk_docs_count_exceeded', String(LOT_MAXIMAL));
  }
  const { new_edits: nouvelles = true } = objet;
  if (typeof nouvelles !== 'boolean') throw mauvaiseRequete('`new_edits` parameter must be a boolean.');
  const champ = champs(texte, 0).findLast((c) => c.cle === 'docs');
  const recus = elements(texte, champ?.debut ?? 0).map(({ debut }) => {
    const recu = lireDocument(texte, debut);
    return recu.id === undefined ? { ...recu, id: nouvelId() } : recu;
  });
  if (!nouvelles && recus.some((r) => !r.rev && !r.revisions && !r.id?.startsWith('_local/'))) {
    throw mauvaiseRequete('When `new_edits: false`, the document needs `_rev` or `_revisions` specified');
  }
  const locaux = recus.filter((r) => r.id?.startsWith('_local/'));
  const autres = locaux.length > 0 ? recus.filter((r) => !r.id?.startsWith('_local/')) : recus;
  const resultats = new Map<unknown, Resultat>();
  for (const recu of locaux)
    resultats.set(recu, { id: recu.id ?? '', rev: await ecrireLocal(base, recu.id ?? '', recu) });
  if (!nouvelles) {
    await repliquer(base, autres);
    return envoyer(d, 201, []);
  }
  for (const [i, r] of (await modifier(base, autres)).entries()) resultats.set(autres[i], r);
  const lignes = recus.map((recu) => {
    const r = resultats.get(recu);
    if (r && 'rev' in r) return { ok: true, id: r.id, rev: r.rev };
    return { id: recu.id, error: 'conflict', reason: 'Document update conflict.' };
  });
  envoyer(d, 201, lignes);
}

type Demandee = { id?: unknown; rev?: unknown };

/** [MAG-5] Every leaf when no revision is named. */
export async function lireEnLot(d: Demande, base: Base): Promise<void> {
  const { objet } = await lireObjet(d);
  if (!Object.hasOwn(objet, 'docs')) throw mauvaiseRequete("Missing JSON list of 'docs'.");
  const { docs } = objet;
  if (!Array.isArray(docs)) throw mauvaiseRequete('`docs` parameter must be an array.');
  if (docs.length > LOT_MAXIMAL) throw new ErreurCouch(413, 'max_bulk_get_count_exceeded', String(LOT_MAXIMAL));
  const latest = booleen(d.q, 'latest');
  const { revs, attachments } = detailsDe(d.q);
  const details = { revs: revs === true, attachments: attachments === true };
  d.res.writeHead(200, entetesJson(d));
  const { ecrire, vider } = ecrivain(d.res);
  await ecrire('{"results":[');
  for (const [i, brute] of docs.entries()) {
    const { id, rev } = (brute ?? {}) as Demandee;
    const textes = await lireUneDemande(base, id, rev, latest, details);
    await ecrire(`${i > 0 ? ',' : ''}{"id":${JSON.stringify(id ?? null)},"docs":[${textes.join(',')}]}`);
  }
  await ecrire(']}\n');
  await vider();
  d.res.end();
}

async function lireUneDemande(
  base: Base,
  id: unknown,
  rev: unknown,
  latest: boolean,
  details: { revs: boolean; attachments: boolean },
): Promise<string[]> {
  const erreur = (r: unknown, error: string, reason: string): string =>
    JSON.stringify({ error: { id: id ?? null, rev: r, error, reason } });
  try {
    validerId(id);
    const demandees = rev === undefined ? 'all' : [lireRev(rev)];
    const rendus = await ouvertes(base, id, demandees, latest, details);
    if (rendus.length === 0) return [erreur('undefined', 'not_found', 'missing')];
    return rendus.map((r) => ('ok' in r ? `{"ok":${r.ok}}` : erreur(r.missing, 'not_found', 'missing')));
  } catch (e) {
    if (!(e instanceof ErreurCouch)) throw e;
    return [erreur(rev ?? null, e.code, e.raison)];
  }
}

function lireRevsParId(objet: Record<string, unknown>): { id: string; revs: Rev[] }[] {
  return Object.entries(objet).map(([id, revs]) => {
    if (!Array.isArray(revs)) throw mauvaiseRequete('`revs` must be an array');
    return { id, revs: revs.map(lireRev) };
  });
}

/** [MAG-5] An inner revision is known, even when its body is gone. */
export async function revsDiff(d: Demande, base: Base): Promise<void> {
  const demandes = lireRevsParId((await lireObjet(d)).objet);
  const metas = await lireMetas(
    base,
    demandes.map(({ id }) => cleDe(id)),
  );
  const lignes: string[] = [];
  for (const [i, { id, revs }] of demandes.entries()) {
    const meta = metas[i];
    const connues = meta ? feuilles(meta) : [];
    const manquent = revs.filter((r) => !connue(connues, r));
    if (manquent.length === 0) continue;
    const plusHaute = Math.max(...manquent.map((r) => r.pos));
    const ancetres = connues.filter((f) => f.pos < plusHaute).map(ecrireRev);
    const possibles = ancetres.length > 0 ? { possible_ancestors: ancetres } : {};
    lignes.push(`${JSON.stringify(id)}:${JSON.stringify({ missing: manquent.map(ecrireRev), ...possibles })}`);
  }
  envoyer(d, 200, `{${lignes.join(',')}}\n`);
}

export async function revsManquantes(d: Demande, base: Base): Promise<void> {
  const lignes: string[] = [];
  for (const { id, revs } of lireRevsParId((await lireObjet(d)).objet)) {
    const meta = await lireMeta(base, cleDe(id));
    const manquent = revs.filter((r) => !connue(meta ? feuilles(meta) : [], r)).map(ecrireRev);
    if (manquent.length > 0) lignes.push(`${JSON.stringify(id)}:${JSON.stringify(manquent)}`);
  }
  envoyer(d, 200, `{"missing_revs":{${lignes.join(',')}}}\n`);
}
