import { lireRev } from '../arbre';
import type { Base } from '../base';
import { lireDocument, type Recu, rendre } from '../document';
import { introuvable, mauvaiseRequete, methodeRefusee } from '../erreurs';
import { booleen, type Demande, entier, envoyer, lireJson } from '../http';
import { cleDe, idDe, type Local, parcourirLocaux } from '../niveau';

/** [MAG-8] `_local` documents, kept as PouchDB's own under a prefix, apart from those that PouchDB keeps for itself. */
const PREFIXE = '_local/c:';
const cleLocale = (id: string): string => PREFIXE + cleDe(id.slice('_local/'.length));

export async function lireLocal(base: Base, cle: string): Promise<(Local & { _rev: string }) | undefined> {
  try {
    return await base.pouch.get<Local>(cle);
  } catch (erreur) {
    if ((erreur as { status?: number }).status === 404) return undefined;
    throw erreur;
  }
}

export function deposerLocal(base: Base, cle: string, contenu: { corps: string; rev: string }): Promise<void> {
  return base.exclusif(async () => {
    const ancien = await lireLocal(base, cle);
    await base.pouch.put({ _id: cle, ...contenu, ...(ancien && { _rev: ancien._rev }) });
  });
}

/** The next revision follows the one that the writer names, whatever is stored: never a conflict. */
export async function ecrireLocal(base: Base, id: string, recu: Recu): Promise<string> {
  if (recu.supprime) return supprimerLocal(base, id).then(() => '0-0');
  const { pos, id: numero } = recu.rev ?? { pos: 0, id: '0' };
  if (pos !== 0 || !/^\d{1,15}$/.test(numero)) throw mauvaiseRequete('Invalid rev format');
  const rev = `0-${Number(numero) + 1}`;
  await deposerLocal(base, cleLocale(id), { corps: recu.corps, rev });
  return rev;
}

async function supprimerLocal(base: Base, id: string): Promise<void> {
  await base.exclusif(async () => {
    const ancien = await lireLocal(base, cleLocale(id));
    if (ancien) await base.pouch.remove({ _id: cleLocale(id), _rev: ancien._rev });
  });
}

export async function local(d: Demande, base: Base, id: string): Promise<void> {
  if (d.methode === 'PUT') {
    const { texte } = await lireJson(d);
    const recu = lireDocument(texte, texte.search(/\S/), id);
    const nommee = d.q.get('rev');
    const rev = await ecrireLocal(base, id, nommee === undefined ? recu : { ...recu, rev: lireRev(nommee) });
    return envoyer(d, recu.supprime ? 200 : 201, { ok: true, id, rev }, { ETag: `"${rev}"` });
  }
  const connu = await lireLocal(base, cleLocale(id));
  if (d.methode === 'GET' || d.methode === 'HEAD') {
    if (!connu) throw introuvable('missing');
    const revisions = booleen(d.q, 'revs') ? [`"_revisions":{"start":0,"ids":["${connu.rev.slice(2)}"]}`] : [];
    return envoyer(d, 200, `${rendre(id, connu.rev, false, connu.corps, revisions)}\n`, { ETag: `"${connu.rev}"` });
  }
  if (d.methode !== 'DELETE') throw methodeRefusee('DELETE,GET,HEAD,PUT');
  if (!connu) throw introuvable('missing');
  await supprimerLocal(base, id);
  envoyer(d, 200, { ok: true, id, rev: '0-0' });
}

/** `_local_docs`: in the order of ids. */
export async function listerLocaux(d: Demande, base: Base): Promise<void> {
  const docs = booleen(d.q, 'include_docs');
  const tous = (await parcourirLocaux(base, PREFIXE)).slice(0, entier(d.q, 'limit'));
  const lignes = tous.map((l) => {
    const id = `_local/${idDe(l._id.slice(PREFIXE.length))}`;
    const doc = docs ? `,"doc":${rendre(id, l.rev, false, l.corps)}` : '';
    return `{"id":${JSON.stringify(id)},"key":${JSON.stringify(id)},"value":{"rev":"${l.rev}"}${doc}}`;
  });
  envoyer(d, 200, `{"total_rows":null,"offset":null,"rows":[${lignes.join(',')}]}\n`);
}
