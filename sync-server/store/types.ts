import { z } from 'zod';
import type { Antenne } from '#shared/contrats/commun';
import { BASE_CENTRALE, baseAntenne, basePointages } from '#shared/contrats/ids';
import type { Base } from '#shared/documents/ligne';
import { type DocumentDe, ligneDuType, type REGISTRE, type TypeDocument, typeDeId } from '#shared/documents/registre';
import { estBaseAntenne } from '#shared/domain/antenne/bases';
import type { Instant } from '#shared/temps/types';
import { noterEcarte, noterLu } from './ecartes';
import { erreurIllisible } from './illisible';
import { lireCles, lirePlage, lireUn, type Magasin, type Plage, type Stocke } from './lire';

// Reading by the register: its row says in which database a type is, and what it looks like. What does not look like it is set
// aside, told once, and stops nothing else: the caller has it no more than if it were absent.

type BasesDe<T extends TypeDocument> = (typeof REGISTRE)[T]['bases'][number];
/** Where to read: an antenna's database, that of a year of punches, or one that is known by its name, a change feed's say. */
export type Ou<T extends TypeDocument> =
  | { base: string }
  | (BasesDe<T> extends 'CENTRALE' | 'LOTS' | 'RESTAURATION' ? { base?: undefined } : never)
  | ('ANTENNE' extends BasesDe<T> ? { antenne: Antenne } : never)
  | ('POINTAGES' extends BasesDe<T> ? { annee: Instant } : never);

const NOMS: Record<Exclude<Base, 'ANTENNE' | 'POINTAGES'>, string> = {
  CENTRALE: BASE_CENTRALE,
  LOTS: 'tg-lots',
  RESTAURATION: 'tg-restauration',
};
const genreDe = (base: string): Base | undefined => {
  if (estBaseAntenne(base)) return 'ANTENNE';
  if (/^tg-pointages-\d{4}$/.test(base)) return 'POINTAGES';
  return (Object.keys(NOMS) as (keyof typeof NOMS)[]).find((b) => NOMS[b] === base);
};

const estDans = (type: TypeDocument, base: string): boolean => {
  const genre = genreDe(base);
  return genre !== undefined && ligneDuType(type).bases.includes(genre);
};

type Lieu = { base?: string | undefined; antenne?: Antenne; annee?: Instant };
const baseNommee = ({ base }: Lieu): string | undefined => base;

const baseDe = (type: TypeDocument, ou: Lieu): string => {
  const { bases } = ligneDuType(type);
  const [premiere] = bases;
  const base =
    ou.base ??
    (ou.antenne && baseAntenne(ou.antenne)) ??
    (ou.annee && basePointages(ou.annee)) ??
    (premiere === 'ANTENNE' || premiere === 'POINTAGES' ? undefined : NOMS[premiere]);
  if (base === undefined || !estDans(type, base)) throw new Error(`${type} n’est pas dans ${base ?? 'cette base'}`);
  return base;
};

type Forme = { schema: z.ZodType; defauts: readonly string[] };
const formes = new Map<TypeDocument, Forme>();

/** A field that an older document lacks, and that its schema gives: all else is left as it was written. */
const formeDe = (type: TypeDocument): Forme => {
  const connue = formes.get(type);
  if (connue) return connue;
  const { schema } = ligneDuType(type);
  const champs = schema instanceof z.ZodObject ? Object.entries(schema.shape) : [];
  const forme = { schema, defauts: champs.flatMap(([nom, s]) => (s instanceof z.ZodDefault ? [nom] : [])) };
  formes.set(type, forme);
  return forme;
};

/** The document where it is of its type's form, as it is stored; else nothing, and it is told. */
export const verifier = <T extends TypeDocument>(
  m: Magasin,
  base: string,
  type: T,
  doc: Stocke<object> | undefined,
): Stocke<DocumentDe<T>> | undefined => {
  if (doc === undefined) return undefined;
  const { schema, defauts } = formeDe(type);
  const lu = schema.safeParse(doc);
  if (!lu.success) {
    const champs = [...new Set(lu.error.issues.map((i) => i.path.join('.')))].slice(0, 5);
    noterEcarte(m, { base, id: doc._id, type, champs });
    return undefined;
  }
  noterLu(m, base, doc._id);
  if (defauts.length === 0) return doc as Stocke<DocumentDe<T>>;
  const donnes = lu.data as Record<string, unknown>;
  return { ...Object.fromEntries(defauts.map((d) => [d, donnes[d]])), ...doc } as Stocke<DocumentDe<T>>;
};

/** The same, where what cannot be read must not be taken for absent. */
export const verifierSur = <T extends TypeDocument>(
  m: Magasin,
  base: string,
  type: T,
  doc: Stocke<object> | undefined,
): Stocke<DocumentDe<T>> | undefined => {
  const lu = verifier(m, base, type, doc);
  if (doc && !lu) throw erreurIllisible(m, base, type, [doc._id]);
  return lu;
};

/** One document by its `_id`. */
export const lireType = async <T extends TypeDocument>(
  m: Magasin,
  type: T,
  id: string,
  ou: Ou<T>,
): Promise<Stocke<DocumentDe<T>> | undefined> => {
  const base = baseDe(type, ou);
  return verifier(m, base, type, await lireUn<object>(m, base, id));
};

/** The same, that is absent or can be read: for what must not be taken for absent, as a closing. */
export const lireSur = async <T extends TypeDocument>(
  m: Magasin,
  type: T,
  id: string,
  ou: Ou<T>,
): Promise<Stocke<DocumentDe<T>> | undefined> => {
  const base = baseDe(type, ou);
  const doc = await lireUn<object>(m, base, id);
  return verifierSur(m, base, type, doc);
};

/**
 * What of a type: all of it, or that whose id after `<type>:` is from `de` on, and before `avant` or up to what begins with `a`. A
 * date, a month, a key: what the row says that its ids begin with.
 */
export type Etendue = { de?: string; limite?: number; decroissant?: true } & ({ avant?: string } | { a?: string });

/** After every id that begins alike. */
const APRES = '\u{10ffff}';

export const plageDe = (type: TypeDocument, e: Etendue = {}): Plage => ({
  ...(e.limite === undefined ? {} : { limite: e.limite }),
  ...(e.decroissant ? { decroissant: true } : {}),
  debut: `${type}:${e.de ?? ''}`,
  fin:
    'avant' in e && e.avant !== undefined
      ? `${type}:${e.avant}`
      : 'a' in e && e.a !== undefined
        ? `${type}:${e.a}${APRES}`
        : `${type};`,
});

/** The documents of a type in one database, in order of their ids, and the ids of those that are not of its form. */
export const plageTriee = async <T extends TypeDocument>(
  m: Magasin,
  type: T,
  ou: Ou<T>,
  etendue: Etendue = {},
): Promise<{ lus: Stocke<DocumentDe<T>>[]; illisibles: string[] }> => {
  const base = baseDe(type, ou);
  const lus: Stocke<DocumentDe<T>>[] = [];
  const illisibles: string[] = [];
  for (const d of await lirePlage<object>(m, base, plageDe(type, etendue))) {
    const lu = verifier(m, base, type, d);
    if (lu) lus.push(lu);
    else illisibles.push(d._id);
  }
  return { lus, illisibles };
};

/** How a range is read: by `plageType`, or by `plageSure` where what is drawn from it must be whole. */
export type LirePlage = <T extends TypeDocument>(
  m: Magasin,
  type: T,
  ou: Ou<T>,
  etendue?: Etendue,
) => Promise<Stocke<DocumentDe<T>>[]>;

/** The documents of a type in one database, in order of their ids. */
export const plageType: LirePlage = async (m, type, ou, etendue) => (await plageTriee(m, type, ou, etendue)).lus;

/**
 * The same, whole or not at all: for what must not be taken for absent, since its absence would allow something, or lose money (a
 * hold that keeps documents, a closing that refuses a correction, what a closing froze).
 */
export const plageSure: LirePlage = async (m, type, ou, etendue) => {
  const { lus, illisibles } = await plageTriee(m, type, ou, etendue);
  const [premier, ...autres] = illisibles;
  if (premier !== undefined) throw erreurIllisible(m, baseDe(type, ou), type, [premier, ...autres]);
  return lus;
};

const PAGE = 2_000;

/**
 * The same, one by one, read by pages: a year of visits never stands whole in memory. `limite`: how many the first page holds,
 * where what is sought is nearly always among the first ones.
 */
export async function* parcourirType<T extends TypeDocument>(
  m: Magasin,
  type: T,
  ou: Ou<T>,
  etendue: Etendue = {},
  juger: typeof verifier = verifier,
): AsyncGenerator<Stocke<DocumentDe<T>>> {
  const base = baseDe(type, ou);
  const { debut, fin } = plageDe(type, etendue);
  for (let apres = debut, limite = etendue.limite ?? PAGE; ; limite = PAGE) {
    const page = await lirePlage<object>(m, base, { debut: apres, fin, limite });
    for (const d of page) {
      const lu = juger(m, base, type, d);
      if (lu) yield lu;
    }
    const derniere = page.at(-1);
    if (!derniere || page.length < limite) return;
    apres = `${derniere._id}\u0000`;
  }
}

/** Several documents by `_id`, of one type or of several, in the same order; `undefined` for those absent, or set aside. */
export const clesType = async <T extends TypeDocument>(
  m: Magasin,
  types: T | readonly T[],
  ids: readonly string[],
  ou: Ou<T>,
): Promise<(Stocke<DocumentDe<T>> | undefined)[]> => {
  const permis: readonly T[] = typeof types === 'string' ? [types] : types;
  const nommee = baseNommee(ou);
  const premier = permis.find((t) => nommee !== undefined && estDans(t, nommee)) ?? permis[0];
  if (premier === undefined || ids.length === 0) return [];
  const base = baseDe(premier, ou);
  return (await lireCles<object>(m, base, ids)).map((d) => {
    const type = d && permis.find((t) => t === typeDeId(d._id));
    return type === undefined ? undefined : verifier(m, base, type, d);
  });
};

/** The same, that are absent or can be read, each. */
export const clesSures = async <T extends TypeDocument>(
  m: Magasin,
  type: T,
  ids: readonly string[],
  ou: Ou<T>,
): Promise<(Stocke<DocumentDe<T>> | undefined)[]> => {
  const base = baseDe(type, ou);
  return (await lireCles<object>(m, base, ids)).map((d) => verifierSur(m, base, type, d));
};
