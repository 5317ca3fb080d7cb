import { type Antenne, CODE_ANTENNE_MAX } from '../contrats/antenne';
import { antenneConnue, codesAntennes } from '../domain/antenne/registre';
import type { Instant, Minutes } from '../temps/types';

/** What a cell gave: a value (perhaps with a warning), or the French reason for which it is refused. */
export type Lecture<T> = { ok: true; valeur: T; avertissement?: string } | { ok: false; raison: string };

/** The columns that carry the offset of an instant in the repeated hour of autumn; those of a group are written together, in this order. */
const DECALAGES = ['decalage_debut', 'decalage_fin'] as const;
const DECALAGES_DOUBLES = [
  'ancien_decalage_debut',
  'ancien_decalage_fin',
  'nouveau_decalage_debut',
  'nouveau_decalage_fin',
] as const;
const DECALAGES_POINTES = ['decalage_arrivee', 'decalage_depart'] as const;
const DECALAGES_PREVUS = ['decalage_debut_prevu', 'decalage_fin_prevue'] as const;
const DECALAGE_SEUL = ['decalage_instant'] as const;
export const GROUPES_DECALAGE = [
  DECALAGES,
  DECALAGES_DOUBLES,
  DECALAGES_POINTES,
  DECALAGES_PREVUS,
  DECALAGE_SEUL,
] as const;
export type ColonneDecalage = (typeof GROUPES_DECALAGE)[number][number];

/** Those that a format may need; none where no column has an hour. */
export const colonnesDecalage = (champs: readonly Pick<Champ<unknown>, 'decalage'>[]): readonly ColonneDecalage[] =>
  GROUPES_DECALAGE.flatMap((groupe): readonly ColonneDecalage[] =>
    champs.some((c) => groupe.some((d) => d === c.decalage)) ? groupe : [],
  );

/** One column of a format: the single declaration that reading, writing, the error report and the documentation share. */
export type Champ<T> = {
  /** Type, as the documentation names it. */
  type: string;
  /** Meaning, in French. */
  sens: string;
  /** An empty cell refuses the row. */
  requis: boolean;
  /** A file without the column is refused whole. */
  colonneRequise: boolean;
  longueur?: number;
  /** What a layout may write otherwise than `ecrire` does. */
  sorte?: 'INSTANT' | 'MOIS' | 'ENTIER' | 'MINUTES';
  /** The characters of its longest value, where all of them are known. */
  largeur?: number;
  /** The column is optional by design: its absence needs no warning. */
  absenceAdmise?: boolean;
  decalage?: ColonneDecalage;
  /** The column of another hour, which says its offset too in a file that does not have `decalage`. */
  decalagePartage?: ColonneDecalage;
  lire: (texte: string, decalage: string) => Lecture<T>;
  ecrire: (valeur: T) => string;
  /** The instant behind a written value, where its hour may need an offset. */
  instantDe?: (valeur: T) => Instant | undefined;
};

// biome-ignore lint/suspicious/noExplicitAny: a table of columns is heterogeneous; each row type is inferred from it.
export type Champs = Record<string, Champ<any>>;
export type Ligne<C extends Champs> = { [K in keyof C]: C[K] extends Champ<infer T> ? T : never };

export type Format<C extends Champs> = {
  nom: string;
  /** File name, as the documentation writes it. */
  nomFichier: string;
  sens: string;
  champs: C;
  /** Columns that make a row unique; none: rows may repeat. */
  cle: readonly (keyof C & string)[];
  /** What no single cell can tell. A method: a format stays a format of its wider types. */
  verifier?(ligne: Ligne<C>): { colonne: keyof C & string; raison: string } | undefined;
};

export const definirFormat = <C extends Champs>(format: Format<C>): Format<C> => format;

const refuser = (raison: string): { ok: false; raison: string } => ({ ok: false, raison });
const lu = <T>(valeur: T): Lecture<T> => ({ ok: true, valeur });

/** An empty cell is no value. */
export const facultatif = <T>(champ: Champ<T>): Champ<T | undefined> => ({
  ...champ,
  requis: false,
  colonneRequise: false,
  lire: (texte, decalage) => (texte === '' ? lu(undefined) : champ.lire(texte, decalage)),
  ecrire: (v) => (v === undefined ? '' : champ.ecrire(v)),
  instantDe: (v) => (v === undefined ? undefined : champ.instantDe?.(v)),
});

/** An empty cell means a default value. */
export const parDefaut = <T>(champ: Champ<T>, defaut: T): Champ<T> => ({
  ...champ,
  sens: `${champ.sens} (par défaut : ${champ.ecrire(defaut)})`,
  requis: false,
  colonneRequise: false,
  lire: (texte, decalage) => (texte === '' ? lu(defaut) : champ.lire(texte, decalage)),
});

/** The column must be there, even where its cells may be empty. */
export const colonneRequise = <T>(champ: Champ<T>): Champ<T> => ({ ...champ, colonneRequise: true });

/** A column that most files do not have. */
export const colonneFacultative = <T>(champ: Champ<T>): Champ<T | undefined> => ({
  ...facultatif(champ),
  absenceAdmise: true,
});

const base = { requis: true, colonneRequise: true };

// biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is refused.
const CONTROLE = /[\u0000-\u001f\u007f]/;

/** Free text, trimmed, in Unicode's composed form. */
export const texte = (longueur: number, sens: string): Champ<string> => ({
  ...base,
  type: `texte ≤ ${longueur}`,
  sens,
  longueur,
  lire: (t) => (nombreDeCaracteres(t) > longueur ? refuser(`${longueur} caractères au plus`) : lu(t.normalize('NFC'))),
  ecrire: (v) => v,
});

const nombreDeCaracteres = (t: string): number => (t.length > 10 ? [...t].length : t.length);

/** What every object has, whatever its keys: a document that kept one of these as the key of someone would lose it (`__proto__`). */
const RESERVES: ReadonlySet<string> = new Set(Object.getOwnPropertyNames(Object.prototype));

/** A key: text without control characters nor inner line breaks. */
export const cle = (longueur: number, sens: string): Champ<string> => {
  const champ = texte(longueur, sens);
  return {
    ...champ,
    lire: (t, d) => {
      if (CONTROLE.test(t)) return refuser('un identifiant n’a pas de caractère de contrôle');
      return RESERVES.has(t) ? refuser('ce mot est réservé : donnez un autre identifiant') : champ.lire(t, d);
    },
  };
};

export const code = <const V extends string>(valeurs: readonly V[], sens: string): Champ<V> => ({
  ...base,
  type: valeurs.join(', '),
  sens,
  largeur: Math.max(...valeurs.map((v) => v.length)),
  lire: (t) => {
    const valeur = valeurs.find((v) => v === t);
    return valeur === undefined ? refuser(`valeur attendue : ${valeurs.join(', ')}`) : lu(valeur);
  },
  ecrire: (v) => v,
});

/** An antenna of the service, by its code. */
export const antenne = (sens: string): Champ<Antenne> => ({
  ...base,
  type: 'code d’antenne',
  sens,
  largeur: CODE_ANTENNE_MAX,
  lire: (t) => {
    const valeur = antenneConnue(t);
    return valeur === undefined
      ? refuser(`antenne inconnue ; attendu : ${codesAntennes().join(', ')}. Une antenne nouvelle se crée d’abord`)
      : lu(valeur);
  },
  ecrire: (v) => v,
});

/** A letter in the file, a word in the program. */
export const traduit = <V>(lettres: Record<string, V>, sens: string): Champ<V> => ({
  ...base,
  type: Object.keys(lettres).join(' / '),
  sens,
  lire: (t) => {
    const trouve = Object.entries(lettres).find(([lettre]) => lettre === t);
    return trouve ? lu(trouve[1]) : refuser(`valeur attendue : ${Object.keys(lettres).join(' ou ')}`);
  },
  ecrire: (v) => Object.entries(lettres).find(([, mot]) => mot === v)?.[0] ?? '',
});

export const motif = (regle: RegExp, attendu: string, sens: string): Champ<string> => ({
  ...base,
  type: attendu,
  sens,
  lire: (t) => (regle.test(t) ? lu(t) : refuser(`${attendu} attendu`)),
  ecrire: (v) => v,
});

export const entier = <N extends number = number>(min: number, max: number, sens: string): Champ<N> => ({
  ...base,
  type: `entier de ${min} à ${max}`,
  sens,
  sorte: 'ENTIER',
  lire: (t) => {
    const n = Number(t);
    return /^-?\d{1,9}$/.test(t) && n >= min && n <= max ? lu(n as N) : refuser(`entier de ${min} à ${max} attendu`);
  },
  ecrire: (v) => String(v),
});

/** Whole minutes: a layout may write them as hours. */
export const minutesEntieres = (min: number, max: number, sens: string): Champ<Minutes> => ({
  ...entier<Minutes>(min, max, sens),
  sorte: 'MINUTES',
});

/** Exact decimal → integer in a smaller unit; no floating point: `12,35` × 60 must be whole, and is, or is not. */
const decimalExact = (t: string, facteur: number): number | undefined => {
  const m = /^(\d{1,6})(?:[.,](\d{1,6}))?$/.exec(t);
  if (!m) return undefined;
  const fraction = m[2] ?? '';
  const milliemes = Number(fraction || '0') * facteur;
  const diviseur = 10 ** fraction.length;
  return milliemes % diviseur === 0 ? Number(m[1]) * facteur + milliemes / diviseur : undefined;
};

/** Hours with a decimal comma or point, held as whole minutes. */
export const heures = (sens: string): Champ<Minutes> => ({
  ...base,
  type: 'heures, décimales admises',
  sens,
  lire: (t) => {
    const m = decimalExact(t, 60);
    return m === undefined
      ? refuser('nombre d’heures attendu (12,5), qui fasse un nombre entier de minutes')
      : lu(m as Minutes);
  },
  ecrire: (m) => String(m / 60).replace('.', ','),
});

/** Euros with two decimals, held as cents. */
export const euros = (sens: string): Champ<number> => ({
  ...base,
  type: 'euros, 2 décimales',
  sens,
  lire: (t) => {
    const centimes = decimalExact(t, 100);
    return centimes === undefined ? refuser('montant en euros attendu, deux décimales au plus (24,58)') : lu(centimes);
  },
  ecrire: (c) => (c / 100).toFixed(2).replace('.', ','),
});
