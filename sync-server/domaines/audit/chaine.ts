import { type Ancre, type Maillon, maillonSchema } from '#shared/contrats/exploitation/audit';
import { type Branche, verifierBranche } from './branche';
import { empreinteDe, idMaillon, numeroDe, TETE_VIDE, type Tete } from './maillon';

// What is wrong with the log, link by link.

export type DefautAudit = { numero: number; message: string };
export type Chaine = { tete: Tete; maillons: number; entrees: number; defauts: DefautAudit[]; branches: Branche[] };
/**
 * While it is read. `scellees`: links of the branches sealed so far; `ancres`: links of the log itself from which a branch starts, to
 * be looked up there, `scelle` being where it is sealed.
 */
export type ChaineLue = Chaine & { scellees: ReadonlySet<string>; ancres: readonly (Ancre & { scelle: number })[] };
export const CHAINE_VIDE: ChaineLue = {
  tete: TETE_VIDE,
  maillons: 0,
  entrees: 0,
  defauts: [],
  branches: [],
  scellees: new Set(),
  ancres: [],
};

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
export const verifierSuite = (chaine: ChaineLue, suite: readonly unknown[]): ChaineLue => {
  const defauts = [...chaine.defauts];
  const branches = [...chaine.branches];
  const scellees = new Set(chaine.scellees);
  const ancres = [...chaine.ancres];
  let { tete, maillons, entrees } = chaine;
  for (const brut of suite) {
    const m = (brut ?? {}) as Partial<Maillon>;
    const id = String(m._id);
    const numero = numeroDe(id);
    const message = defautDe(tete, brut, id);
    if (message !== undefined) defauts.push({ numero: Number.isInteger(numero) ? numero : tete.numero + 1, message });
    const scelle = message === undefined && (m.scelles ?? m.branche) !== undefined;
    const lu = scelle ? maillonSchema.safeParse(brut).data : undefined;
    const scellee = lu && verifierBranche(lu, scellees);
    if (lu && scellee) {
      branches.push(scellee.branche);
      ancres.push(...scellee.ancres.map((a) => ({ ...a, scelle: lu.numero })));
      defauts.push(...scellee.messages.map((dit) => ({ numero: lu.numero, message: dit })));
      for (const cle of scellee.cles) scellees.add(cle);
    }
    maillons += 1;
    entrees += Array.isArray(m.entrees) ? m.entrees.length : 0;
    tete = {
      numero: Number.isInteger(numero) ? numero : tete.numero + 1,
      empreinte: typeof m.empreinte === 'string' ? m.empreinte : '',
    };
  }
  return { tete, maillons, entrees, defauts, branches, scellees, ancres };
};
