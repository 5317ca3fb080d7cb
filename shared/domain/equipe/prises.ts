import type { Note, Objet, Prise } from '../../contrats/corrections/equipe';
import { ajouterA } from '../../listes';
import type { DateCivile } from '../../temps/types';
import { parInstant } from '../appariement/ordre';

const cleObjet = (o: Objet): string => `${o.genre} ${o.id}`;

export type Detenteur = { qui: string; depuis: Prise['instant']; par: string };

/**
 * The last gesture on each object (by instant, then id), giving back included: `detenteurDe` reads it. Two who take the same one
 * offline: the later has it, and both see who.
 */
export const detenteurs = (prises: readonly Prise[]): ReadonlyMap<string, Prise> => {
  const r = new Map<string, Prise>();
  for (const p of [...prises].sort(parInstant)) r.set(cleObjet(p.objet), p);
  return r;
};

/**
 * Who has a thing, by all its names: a visit has several (its punches, its planned visit), and may be given back by another one
 * than it was taken by, once it is paired again.
 */
export const detenteurDe = (tous: ReadonlyMap<string, Prise>, noms: readonly Objet[]): Detenteur | undefined => {
  const derniere = noms
    .flatMap((o) => tous.get(cleObjet(o)) ?? [])
    .sort(parInstant)
    .at(-1);
  if (!derniere || derniere.geste === 'RENDRE') return undefined;
  const { geste, a, auteur, instant } = derniere;
  return { qui: geste === 'CONFIER' ? (a ?? auteur) : auteur, depuis: instant, par: auteur };
};

/** Notes that the next shift must see on a date: not taken away, not over, the latest first. */
export const notesEnVigueur = (notes: readonly Note[], date: DateCivile): Note[] => {
  const effacees = new Set(notes.flatMap((n) => n.efface ?? []));
  return notes
    .filter((n) => n.efface === undefined && !effacees.has(n.id) && (n.jusqua === undefined || date <= n.jusqua))
    .sort((a, b) => parInstant(b, a));
};

/** The same notes by what they are on. */
export const notesParObjet = (notes: readonly Note[]): ReadonlyMap<string, readonly Note[]> => {
  const r = new Map<string, Note[]>();
  for (const n of notes) {
    ajouterA(r, cleObjet(n.objet), n);
  }
  return r;
};

/** Notes on a thing, by all its names, the latest first. */
export const notesDe = (toutes: ReadonlyMap<string, readonly Note[]>, noms: readonly Objet[]): Note[] =>
  noms.flatMap((o) => toutes.get(cleObjet(o)) ?? []).sort((a, b) => parInstant(b, a));
