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

/** Tests of a value that is there. */
const OPERATEURS: Record<string, (argument: unknown) => Test> = {
  $eq: (a) => (v) => egal(v, a),
  $ne: (a) => (v) => !egal(v, a),
  $lt: (a) => (v) => comparer(v, a) < 0,
  $lte: (a) => (v) => comparer(v, a) <= 0,
  $gt: (a) => (v) => comparer(v, a) > 0,
  $gte: (a) => (v) => comparer(v, a) >= 0,
  $type: (a) => TYPES[String(a)] ?? (() => false),
  $in: (a) => {
    const l = liste('$in', a);
    return (v) => (Array.isArray(v) ? [...v, v] : [v]).some((x) => l.some((y) => egal(x, y)));
  },
  $nin: (a) => {
    const l = liste('$nin', a);
    return (v) => !(Array.isArray(v) ? [...v, v] : [v]).some((x) => l.some((y) => egal(x, y)));
  },
  $all: (a) => {
    const l = liste('$all', a);
    return (v) => Array.isArray(v) && l.length > 0 && l.every((y) => v.some((x) => egal(x, y)));
  },
  $size: (a) => (v) => Array.isArray(v) && v.length === a,
  $mod: (a) => {
    const [d, r] = liste('$mod', a);
    return (v) => Number.isInteger(v) && Number(v) % Number(d) === Number(r);
  },
  $regex: expression,
  $beginsWith: (a) => (v) => typeof v === 'string' && v.startsWith(String(a)),
  $elemMatch: (a) => {
    const t = compiler(a, false);
    return (v) => Array.isArray(v) && v.some(t);
  },
  $allMatch: (a) => {
    const t = compiler(a, false);
    return (v) => Array.isArray(v) && v.length > 0 && v.every(t);
  },
  $keyMapMatch: (a) => {
    const t = compiler(a, false);
    return (v) => rang(v) === 6 && Object.keys(Object(v)).some(t);
  },
};

/** `a.b` is a path; `a\.b` is a field whose name has a dot. */
const cheminDe = (nom: string): string[] => nom.split(/(?<!\\)\./).map((p) => p.replaceAll('\\.', '.'));

const tous =
  (tests: readonly Test[]): Test =>
  (v) =>
    tests.every((t) => t(v));
const un =
  (tests: readonly Test[]): Test =>
  (v) =>
    tests.some((t) => t(v));

/**
 * As CouchDB, negations are pushed down to the tests of fields (`nie`): a field that is absent then fails every test,
 * negated or not, save `$exists`.
 */
function compiler(selecteur: unknown, nie: boolean): Test {
  if (rang(selecteur) !== 6) return feuille('$eq', selecteur, nie);
  const tests = Object.entries(selecteur as Record<string, unknown>).map(([nom, a]) => membre(nom, a, nie));
  return nie ? un(tests) : tous(tests);
}

function membre(nom: string, a: unknown, nie: boolean): Test {
  if (nom === '$not') return compiler(a, !nie);
  if (nom === '$and' || nom === '$or' || nom === '$nor') {
    const tests = liste(nom, a).map((s) => compiler(s, (nom === '$nor') !== nie));
    // Neither is « all negated »; a negation swaps all and one.
    return (nom !== '$or') !== nie ? tous(tests) : un(tests);
  }
  if (nom.startsWith('$')) return feuille(nom, a, nie);
  const chemin = cheminDe(nom);
  const vide = rang(a) === 6 && Object.keys(Object(a)).length === 0;
  const test = vide ? feuille('$eq', a, nie) : compiler(a, nie);
  return (v) => test(chemin.reduce(champ, v));
}

function feuille(nom: string, a: unknown, nie: boolean): Test {
  if (nom === '$exists') return (v) => ((v !== undefined) === (a === true)) !== nie;
  const operateur = Object.hasOwn(OPERATEURS, nom) ? OPERATEURS[nom] : undefined;
  if (!operateur) throw refus(`Invalid operator: ${nom}`);
  const test = operateur(a);
  return (v) => v !== undefined && test(v) !== nie;
}

export function lireSelecteur(valeur: unknown): Selecteur {
  if (rang(valeur) !== 6 || valeur === undefined) {
    throw new ErreurCouch(400, 'bad_request', 'Selector must be a JSON object');
  }
  return compiler(valeur, false);
}
