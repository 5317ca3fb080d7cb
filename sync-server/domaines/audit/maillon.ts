import { createHash } from 'node:crypto';
import {
  type Ancre,
  type EntreeAudit,
  type Maillon,
  type MaillonNu,
  maillonSchema,
} from '#shared/contrats/exploitation/audit';

// The audit log is one chain: each link is one document, written once, whose id is its number and which holds the hash of
// the link before. The store takes a number once only: two writers (the server, a command) never make two chains.

export const RACINE = '0'.repeat(64);
export const idMaillon = (numero: number): string => `audit:${String(numero).padStart(12, '0')}`;
export const numeroDe = (id: string): number => Number(id.slice('audit:'.length));

// Arrays only: the store may give the fields of an object back in another order.
export const empreinteDe = (m: Omit<MaillonNu, 'empreinte'>): string =>
  createHash('sha256')
    .update(
      JSON.stringify([
        m.numero,
        m.precedent,
        m.entrees.map(({ instant, auteur, action, objet }) => [instant, auteur, action, objet]),
        ...(m.scelles ? [m.scelles.map(({ numero, empreinte }) => [numero, empreinte])] : []),
      ]),
    )
    .digest('hex');

/** Where a chain stands: its last link. */
export type Tete = Ancre;
export const TETE_VIDE: Tete = { numero: 0, empreinte: RACINE };

/** `branche`: links of another branch that are sealed in this one. */
export const forgerMaillon = (
  tete: Tete,
  entrees: readonly EntreeAudit[],
  branche: readonly MaillonNu[] = [],
): Maillon => {
  const scelles = branche.map(({ numero, empreinte }) => ({ numero, empreinte }));
  const m = {
    numero: tete.numero + 1,
    precedent: tete.empreinte,
    entrees: [...entrees],
    ...(scelles.length > 0 ? { scelles } : {}),
  };
  const contenu = branche.length > 0 ? { branche: [...branche] } : {};
  return { _id: idMaillon(m.numero), type: 'audit', ...m, ...contenu, empreinte: empreinteDe(m) };
};

/** As the store has it, without what the store says of it: as it can be sealed in another. Undefined: it is no link, or not as it was written. */
export const lireMaillon = (doc: { _id: string; _rev?: string }): Maillon | undefined => {
  const m = maillonSchema.safeParse(doc).data;
  const ecritUneFois = doc._rev?.startsWith('1-') ?? true;
  return m && ecritUneFois && idMaillon(m.numero) === doc._id && empreinteDe(m) === m.empreinte ? m : undefined;
};
