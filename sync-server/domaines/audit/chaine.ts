import { createHash } from 'node:crypto';
import { type EntreeAudit, type Maillon, maillonSchema } from '#shared/contrats/exploitation/audit';

// The audit log is one chain: each link is one document, written once, whose id is its number and which holds the hash of
// the link before. The store takes a number once only: two writers (the server, a command) never make two chains.

export const RACINE = '0'.repeat(64);
export const idMaillon = (numero: number): string => `audit:${String(numero).padStart(12, '0')}`;
export const numeroDe = (id: string): number => Number(id.slice('audit:'.length));

// Arrays only: the store may give the fields of an object back in another order.
const empreinteDe = (m: Pick<Maillon, 'numero' | 'precedent' | 'entrees'>): string =>
  createHash('sha256')
    .update(
      JSON.stringify([
        m.numero,
        m.precedent,
        m.entrees.map(({ instant, auteur, action, objet }) => [instant, auteur, action, objet]),
      ]),
    )
    .digest('hex');

/** Where a chain stands: its last link. */
export type Tete = { numero: number; empreinte: string };
export const TETE_VIDE: Tete = { numero: 0, empreinte: RACINE };

export const forgerMaillon = (tete: Tete, entrees: readonly EntreeAudit[]): Maillon => {
  const m = { numero: tete.numero + 1, precedent: tete.empreinte, entrees: [...entrees] };
  return { _id: idMaillon(m.numero), type: 'audit', ...m, empreinte: empreinteDe(m) };
};

export type DefautAudit = { numero: number; message: string };
export type Chaine = { tete: Tete; maillons: number; entrees: number; defauts: DefautAudit[] };
export const CHAINE_VIDE: Chaine = { tete: TETE_VIDE, maillons: 0, entrees: 0, defauts: [] };

/** What is wrong with one link, after the one before. */
const defautDe = (avant: Tete, brut: unknown, id: string): string | undefined => {
  const lu = maillonSchema.safeParse(brut);
  if (!lu.success) return 'maillon illisible : un champ manque ou n’a pas la forme attendue';
  const m = lu.data;
  if (m._id !== id || idMaillon(m.numero) !== id) return 'le numéro du maillon n’est pas celui de sa place';
  if (m.numero !== avant.numero + 1)
    return m.numero === avant.numero + 2
      ? `le maillon ${avant.numero + 1} manque`
      : `les maillons ${avant.numero + 1} à ${m.numero - 1} manquent`;
  if (m.empreinte !== empreinteDe(m)) return 'contenu modifié : son empreinte ne correspond plus';
  if (m.precedent !== avant.empreinte) return 'il ne suit pas le maillon précédent : l’un des deux a été remplacé';
  const rev = (brut as { _rev?: unknown })._rev;
  // A link is written once: any later writing, were it of the same content, gives it a second revision.
  if (typeof rev === 'string' && !rev.startsWith('1-')) return 'maillon réécrit après coup';
  return undefined;
};

/** Goes on with the check of a chain by its next links, in the order of their ids. */
export const verifierSuite = (chaine: Chaine, suite: readonly unknown[]): Chaine => {
  const defauts = [...chaine.defauts];
  let { tete, maillons, entrees } = chaine;
  for (const brut of suite) {
    const m = (brut ?? {}) as Partial<Maillon>;
    const id = String(m._id);
    const numero = numeroDe(id);
    const message = defautDe(tete, brut, id);
    if (message !== undefined) defauts.push({ numero: Number.isInteger(numero) ? numero : tete.numero + 1, message });
    maillons += 1;
    entrees += Array.isArray(m.entrees) ? m.entrees.length : 0;
    tete = {
      numero: Number.isInteger(numero) ? numero : tete.numero + 1,
      empreinte: typeof m.empreinte === 'string' ? m.empreinte : '',
    };
  }
  return { tete, maillons, entrees, defauts };
};
