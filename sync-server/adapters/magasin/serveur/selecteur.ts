import { ErreurCouch } from './erreurs';

/** CouchDB's selectors (Mango), as `_changes?filter=_selector` and `_find` use them: one document, yes or no. */
export type Selecteur = (document: unknown) => boolean;

type Test = (valeur: unknown) => boolean;

/** Order of CouchDB's values: null, booleans, numbers, texts, arrays, objects. */
function rang(v: unknown): number {
  if (v === null) return 0;
  if (v === false) return 1;
  if (v === true) return 2;
  if (typeof v === 'number') return 3;
  if (typeof v === 'string') return 4;
  return Array.isArray(v) ? 5 : 6;
}

export function comparer(a: unknown, b: unknown): number {
  const ecart = rang(a) - rang(b);
  if (ecart !== 0) return ecart;
  if (typeof a === 'number' && typeof b === 'number') return a - b;
  if (typeof a === 'string' && typeof b === 'string') return a < b ? -1 : a > b ? 1 : 0;
  const pa = Array.isArray(a) ? a : Object.entries(Object(a)).flat();
  const pb = Array.isArray(b) ? b : Object.entries(Object(b)).flat();
  for (let i = 0; i < Math.min(pa.length, pb.length); i++) {
    const c = comparer(pa[i], pb[i]);
    if (c !== 0) return c;
  }
  return pa.length - pb.length;
}

const egal = (a: unknown, b: unknown): boolean => {
  if (rang(a) !== 6 || rang(b) !== 6) return comparer(a, b) === 0;
  const ca = Object.keys(Object(a)).sort();
  const cb = Object.keys(Object(b)).sort();
  return ca.length === cb.length && ca.every((c, i) => c === cb[i] && egal(champ(a, c), champ(b, c)));
};

function champ(v: unknown, cle: string): unknown {
  if (Array.isArray(v)) return /^\d+$/.test(cle) ? v[Number(cle)] : undefined;
  return typeof v === 'object' && v !== null && Object.hasOwn(v, cle) ? (v as Record<string, unknown>)[cle] : undefined;
}

const TYPES: Record<string, Test> = {
  null: (v) => v === null,
  boolean: (v) => typeof v === 'boolean',
  number: (v) => typeof v === 'number',
  string: (v) => typeof v === 'string',
  array: (v) => Array.isArray(v),
  object: (v) => rang(v) === 6,
};

const refus = (raison: string): ErreurCouch => new ErreurCouch(400, 'invalid_operator', raison);
const liste = (nom: string, a: unknown): unknown[] => {
  if (!Array.isArray(a)) throw refus(`Bad argument for operator ${nom}: ${JSON.stringify(a)}`);
  return a;
};

function expression(a: unknown): Test {
  try {
    const re = new RegExp(String(a), 'u');
    return (v) => typeof v === 'string' && re.test(v);
  } catch {
    throw refus(`Bad argument for operator $regex: ${JSON.stringify(a)}`);
  }
}

/** A field that is absent matches nothing but `$exists: false` (and what negates a match). */
const OPERATEURS: Record<string, (argument: unknown) => Test> = {
  $eq: (a) => (v) => v !== undefined && egal(v, a),
  $ne: (a) => (v) => v !== undefined && !egal(v, a),
  $lt: (a) => (v) => v !== undefined && comparer(v, a) < 0,
  $lte: (a) => (v) => v !== undefined && comparer(v, a) <= 0,
  $gt: (a) => (v) => v !== undefined && comparer(v, a) > 0,
  $gte: (a) => (v) => v !== undefined && comparer(v, a) >= 0,
  $exists: (a) => (v) => (v !== undefined) === (a === true),
  $type: (a) => TYPES[String(a)] ?? (() => false),
  $in: (a) => {
    const l = liste('$in', a);
    return (v) => v !== undefined && (Array.isArray(v) ? v : [v]).some((x) => l.some((y) => egal(x, y)));
  },
  $nin: (a) => {
    const l = liste('$nin', a);
    return (v) => v !== undefined && !(Array.isArray(v) ? v : [v]).some((x) => l.some((y) => egal(x, y)));
  },
  $all: (a) => {
    const l = liste('$all', a);
    return (v) => Array.isArray(v) && l.every((y) => v.some((x) => egal(x, y)));
  },
  $size: (a) => (v) => Array.isArray(v) && v.length === a,
  $mod: (a) => {
    const [d, r] = liste('$mod', a);
    return (v) => Number.isInteger(v) && Number(v) % Number(d) === Number(r);
  },
  $regex: expression,
  $beginsWith: (a) => (v) => typeof v === 'string' && v.startsWith(String(a)),
  $elemMatch: (a) => {
    const t = compiler(a);
    return (v) => Array.isArray(v) && v.length > 0 && v.some(t);
  },
  $allMatch: (a) => {
    const t = compiler(a);
    return (v) => Array.isArray(v) && v.length > 0 && v.every(t);
  },
  $keyMapMatch: (a) => {
    const t = compiler(a);
    return (v) => rang(v) === 6 && Object.keys(Object(v)).some(t);
  },
  $and: (a) => {
    const l = liste('$and', a).map(compiler);
    return (v) => l.every((t) => t(v));
  },
  $or: (a) => {
    const l = liste('$or', a).map(compiler);
    return (v) => l.some((t) => t(v));
  },
  $nor: (a) => {
    const l = liste('$nor', a).map(compiler);
    return (v) => !l.some((t) => t(v));
  },
  $not: (a) => {
    const t = compiler(a);
    return (v) => !t(v);
  },
};

/** `a.b` is a path; `a\.b` is a field whose name has a dot. */
const cheminDe = (nom: string): string[] => nom.split(/(?<!\\)\./).map((p) => p.replaceAll('\\.', '.'));

function compiler(selecteur: unknown): Test {
  if (rang(selecteur) !== 6) return (v) => v !== undefined && egal(v, selecteur);
  const tests = Object.entries(selecteur as Record<string, unknown>).map(([nom, argument]): Test => {
    if (nom.startsWith('$')) {
      const operateur = Object.hasOwn(OPERATEURS, nom) ? OPERATEURS[nom] : undefined;
      if (!operateur) throw refus(`Invalid operator: ${nom}`);
      return operateur(argument);
    }
    const chemin = cheminDe(nom);
    const test = compiler(argument);
    return (v) => test(chemin.reduce(champ, v));
  });
  return (v) => tests.every((t) => t(v));
}

export function lireSelecteur(valeur: unknown): Selecteur {
  if (rang(valeur) !== 6 || valeur === undefined) {
    throw new ErreurCouch(400, 'bad_request', 'Selector must be a JSON object');
  }
  return compiler(valeur);
}
