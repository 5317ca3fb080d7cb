import { isDeepStrictEqual } from 'node:util';
import { ajouterA } from '#shared/listes';
import { deFront } from '../../../socle/de-front';
import { estEcarte, noterLu } from '../../../store/ecartes';
import { deposerLot } from '../../../store/ecrire';
import { lireUn, type Stocke } from '../../../store/lire';
import type { Monde } from './monde';

type Document = { _id: string };
/** One derived document: what is stored, what should be; neither where it is absent. */
export type Ecart = { base: string; id: string; existant: Stocke<object> | undefined; voulu: Document | undefined };

const PAR_ENVOI = 1_000;
/** The next one's writes are made ready while the store writes those of the one before it. */
const BASES_DE_FRONT = 2;

/** The names of a dictionary are of the data: this one would set something else. */
const mettreCle = (copie: Record<string, unknown>, cle: string, v: unknown): void => {
  if (cle === '__proto__') Object.defineProperty(copie, cle, { value: v, enumerable: true });
  else copie[cle] = v;
};

/** Copied from the first thing that changes on. */
const enregistrementStockable = (x: Record<string, unknown>): Record<string, unknown> => {
  const cles = Object.keys(x);
  let copie: Record<string, unknown> | undefined;
  for (const [n, cle] of cles.entries()) {
    const v = x[cle];
    const stocke = stockable(v);
    if (!copie && (v === undefined || !Object.is(stocke, v))) {
      copie = {};
      for (const avant of cles.slice(0, n)) mettreCle(copie, avant, x[avant]);
    }
    if (copie && v !== undefined) mettreCle(copie, cle, stocke);
  }
  return copie ?? x;
};

const listeStockable = (x: readonly unknown[]): readonly unknown[] => {
  let copie: unknown[] | undefined;
  for (let n = 0; n < x.length; n++) {
    const v = x[n];
    const stocke = v === undefined ? null : stockable(v);
    if (!copie && !Object.is(stocke, v)) copie = x.slice(0, n);
    copie?.push(stocke);
  }
  return copie ?? x;
};

/**
 * As it will be stored: what JSON.parse(JSON.stringify(x)) gives of records, lists, texts and numbers. What is so already, as nearly
 * all that is derived, is given back and not copied: it is not to be altered afterwards.
 */
export const stockable = <T>(x: T): T => {
  // JSON has neither -0 nor what is no number.
  if (typeof x === 'number') return (Number.isFinite(x) ? x + 0 : null) as T;
  if (typeof x !== 'object' || x === null) return x;
  return (Array.isArray(x) ? listeStockable(x) : enregistrementStockable(x as Record<string, unknown>)) as T;
};

/** What is stored says what it should. */
export const identiques = (existant: Stocke<object>, voulu: Document): boolean => memesQue(existant, stockable(voulu));

const memesQue = ({ _rev, ...stocke }: Stocke<object>, voulu: Document): boolean => isDeepStrictEqual(stocke, voulu);

/** One that is there and was set aside is no obstacle: what should be takes its place. */
const surEcarte = async (monde: Monde, e: Ecart): Promise<Ecart> => {
  if (e.existant || !e.voulu || !estEcarte(monde.magasin, e.base, e.id)) return e;
  const existant = await lireUn<object>(monde.magasin, e.base, e.id);
  return { ...e, existant };
};

/** Those of one database, in their order; returns what is in conflict. */
const ecrireDansUneBase = async (monde: Monde, base: string, liste: readonly Ecart[]): Promise<Ecart[]> => {
  const conflits: Ecart[] = [];
  for (let i = 0; i < liste.length; i += PAR_ENVOI) {
    const lot = liste.slice(i, i + PAR_ENVOI);
    const docs = lot.map(({ id, existant, voulu }) => {
      const rev = existant ? { _rev: existant._rev } : {};
      return voulu ? { ...voulu, ...rev } : { _id: id, ...rev, _deleted: true };
    });
    for (const [n, r] of (await deposerLot(monde.magasin, base, docs)).entries()) {
      const e = lot[n];
      if (!e) continue;
      if ('rev' in r) {
        noterLu(monde.magasin, base, e.id);
        monde.vue.ecrit(base, e.id, e.voulu && { ...e.voulu, _rev: r.rev });
      } else {
        monde.vue.oublier(base, e.id);
        conflits.push(e);
      }
    }
  }
  return conflits;
};

/**
 * Writes derived documents where they change, deletes those that should no longer be. Returns the ids in conflict:
 * another process wrote meanwhile; what is kept of them is forgotten, so that the next try reads them.
 */
export const ecrireDerives = async (monde: Monde, ecarts: readonly Ecart[]): Promise<Ecart[]> => {
  const parBase = new Map<string, Ecart[]>();
  for (const dit of ecarts) {
    const e = await surEcarte(monde, { ...dit, voulu: stockable(dit.voulu) });
    if (e.existant && e.voulu ? memesQue(e.existant, e.voulu) : !e.existant && !e.voulu) continue;
    if (monde.regard?.estClos(e.base, e.id)) continue;
    monde.regard?.ecarts.set(`${e.base} ${e.id}`, { base: e.base, id: e.id });
    if (monde.regard?.ecrire === false) continue;
    ajouterA(parBase, e.base, e);
  }
  const conflits = await deFront(BASES_DE_FRONT, parBase, ([base, liste]) => ecrireDansUneBase(monde, base, liste));
  return conflits.flat();
};
