/**
 * Reading JSON without losing what JavaScript's own values lose: integers over 2^53, `__proto__` keys, the order of keys.
 * The text is first checked by `JSON.parse`, then cut by position; every function below supposes it valid.
 */

const GUILLEMET = 0x22;
const BARRE = 0x5c;

export type Champ = { readonly cle: string; readonly debutCle: number; readonly debut: number; readonly fin: number };

/** True when a `\u` escape names half of a surrogate pair: such a string is no Unicode text, CouchDB refuses it. */
export function demiSurrogat(texte: string): boolean {
  if (!/\\u[dD][89a-fA-F]/.test(texte)) return false;
  let haut = -1;
  for (const m of texte.matchAll(/\\(?:u([0-9a-fA-F]{4})|[\s\S])/g)) {
    const code = m[1] === undefined ? 0 : Number.parseInt(m[1], 16);
    const bas = code >= 0xdc00 && code <= 0xdfff;
    if (haut >= 0 && !(bas && m.index === haut + 6)) return true;
    if (haut < 0 && bas) return true;
    haut = code >= 0xd800 && code <= 0xdbff ? m.index : -1;
  }
  return haut >= 0;
}

function finChaine(t: string, debut: number): number {
  let i = debut + 1;
  for (;;) {
    const q = t.indexOf('"', i);
    let barres = 0;
    while (t.charCodeAt(q - 1 - barres) === BARRE) barres++;
    if (barres % 2 === 0) return q + 1;
    i = q + 1;
  }
}

function sauterBlancs(t: string, debut: number): number {
  let i = debut;
  while (t.charCodeAt(i) <= 0x20) i++;
  return i;
}

/** End (exclusive) of the value that begins at `debut`. */
export function finValeur(t: string, debut: number): number {
  let i = debut;
  let profondeur = 0;
  for (;;) {
    const c = t.charCodeAt(i);
    if (c === GUILLEMET) {
      i = finChaine(t, i);
      if (profondeur === 0) return i;
    } else if (c === 0x7b || c === 0x5b) {
      profondeur++;
      i++;
    } else if (c === 0x7d || c === 0x5d) {
      i++;
      if (--profondeur === 0) return i;
    } else if (c === 0x2c || c === 0x3a || c <= 0x20) {
      i++;
    } else {
      while (i < t.length && !estFin(t.charCodeAt(i))) i++;
      if (profondeur === 0) return i;
    }
  }
}

const estFin = (c: number): boolean => c === 0x2c || c === 0x5d || c === 0x7d || c <= 0x20;

/** Fields of the object that begins at `debut` (blanks before it allowed). */
export function champs(t: string, debut: number): Champ[] {
  const liste: Champ[] = [];
  let i = sauterBlancs(t, sauterBlancs(t, debut) + 1);
  while (t.charCodeAt(i) === GUILLEMET) {
    const finCle = finChaine(t, i);
    const brute = t.slice(i + 1, finCle - 1);
    const cle = brute.includes('\\') ? (JSON.parse(`"${brute}"`) as string) : brute;
    const valeur = sauterBlancs(t, sauterBlancs(t, finCle) + 1);
    const fin = finValeur(t, valeur);
    liste.push({ cle, debutCle: i, debut: valeur, fin });
    i = sauterBlancs(t, fin);
    if (t.charCodeAt(i) !== 0x2c) break;
    i = sauterBlancs(t, i + 1);
  }
  return liste;
}

/** Positions of the elements of the array that begins at `debut`. */
export function elements(t: string, debut: number): { debut: number; fin: number }[] {
  const liste: { debut: number; fin: number }[] = [];
  let i = sauterBlancs(t, sauterBlancs(t, debut) + 1);
  while (t.charCodeAt(i) !== 0x5d) {
    const fin = finValeur(t, i);
    liste.push({ debut: i, fin });
    i = sauterBlancs(t, fin);
    if (t.charCodeAt(i) === 0x2c) i = sauterBlancs(t, i + 1);
  }
  return liste;
}

/** The same value without blanks between tokens: what CouchDB stores and measures. */
export function compacter(t: string): string {
  return /[\t\n\r]|[[{,:"0-9a-z\]}] +(?:[[{,:"\]}]|-?\d|true|false|null)/.test(t)
    ? t.replace(/("(?:[^"\\]|\\[\s\S])*")|[\t\n\r ]+/g, '$1')
    : t;
}
