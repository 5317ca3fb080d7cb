import { partiesDe } from '#shared/contrats/exploitation/forme-parametre';
import { numeroE164 } from '#shared/formats/champ-telephone';
import type { Forme } from './formes';

/** What is in the fields: texts, one a field; the codes ticked; fields by their key. */
export type Tape = string | readonly string[] | { readonly [cle: string]: Tape };

const objetDe = (t: Tape): Readonly<Record<string, Tape>> =>
  typeof t === 'object' && !Array.isArray(t) ? (t as Readonly<Record<string, Tape>>) : {};

/** The fields as they open: of a value, or empty. */
export const versTape = (forme: Forme, valeur: unknown): Tape => {
  if (forme.genre === 'OBJET') {
    const objet = (valeur ?? {}) as Readonly<Record<string, unknown>>;
    return Object.fromEntries(partiesDe(forme, objet).map((c) => [c.cle, versTape(c.forme, objet[c.cle])]));
  }
  if (forme.genre === 'PLUSIEURS') return (valeur ?? []) as readonly string[];
  if (forme.genre === 'LIGNES') return ((valeur ?? []) as readonly (string | number)[]).join('\n');
  return valeur === undefined ? '' : String(valeur);
};

/** What is not a number stays as it is, for the refusal to say so. */
const nombreTape = (t: string): unknown => {
  const n = Number(t.trim().replace(',', '.'));
  return t.trim() === '' || Number.isNaN(n) ? t : n;
};

const lignesTapees = (t: string, signes = /[\n,;]/): string[] =>
  t
    .split(signes)
    .map((l) => l.trim())
    .filter((l) => l !== '');

const estVide = (t: Tape): boolean =>
  typeof t === 'string' ? t.trim() === '' : Array.isArray(t) ? t.length === 0 : Object.values(t).every(estVide);

/** The value that the fields make. */
export const deTape = (forme: Forme, t: Tape): unknown => {
  if (forme.genre === 'OBJET') {
    const objet = objetDe(t);
    return Object.fromEntries(
      partiesDe(forme, objet).flatMap((c) => {
        const sien = objet[c.cle] ?? '';
        return c.facultatif && estVide(sien) ? [] : [[c.cle, deTape(c.forme, sien)]];
      }),
    );
  }
  if (typeof t !== 'string') return t;
  if (forme.genre === 'NOMBRE') return nombreTape(t);
  if (forme.genre === 'LIGNES') {
    // The name of a column may have a comma.
    if (forme.de === 'COLONNE') return lignesTapees(t, /\n/);
    return forme.de === 'NOMBRE' ? lignesTapees(t).map(nombreTape) : lignesTapees(t);
  }
  if (forme.genre === 'TELEPHONE') return numeroE164(t) ?? t.trim();
  return t.trim();
};

const memes = (a: Tape, b: Tape): boolean => JSON.stringify(a) === JSON.stringify(b);
const estGroupe = (t: Tape): boolean => typeof t === 'object' && !Array.isArray(t);

/** What is typed, upon what is read again meanwhile: a field that was not touched since the opening takes what is there now. */
export const reposer = (ouverte: Tape, tapee: Tape, relue: Tape): Tape => {
  if (memes(ouverte, tapee)) return relue;
  if (!estGroupe(tapee) || !estGroupe(relue)) return tapee;
  const [avant, ici, la] = [objetDe(ouverte), objetDe(tapee), objetDe(relue)];
  const cles = [...new Set([...Object.keys(la), ...Object.keys(ici)])];
  return Object.fromEntries(cles.map((c) => [c, reposer(avant[c] ?? '', ici[c] ?? '', la[c] ?? '')]));
};

/** The fields with one of them changed; `chemin`: the keys that lead to it. */
export const poser = (t: Tape, chemin: readonly string[], valeur: Tape): Tape => {
  const [cle, ...suite] = chemin;
  if (cle === undefined) return valeur;
  const objet = objetDe(t);
  return { ...objet, [cle]: poser(objet[cle] ?? '', suite, valeur) };
};
