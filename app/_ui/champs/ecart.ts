import type { Brouillon } from '../../_donnees/depot/brouillons';

/** A field may be several values together: what counts is what they say. */
const meme = (a: unknown, b: unknown): boolean =>
  a === b || (typeof a === 'object' && typeof b === 'object' && JSON.stringify(a) === JSON.stringify(b));

/**
 * What is typed: the fields that differ from what the form said by itself. Those that were not touched say, when it is given
 * back, what is true then. `avec`: fields that are nothing without the others, and go with them as they are.
 */
export const ecart = <T extends object>(depart: T, valeur: T, avec: readonly (keyof T)[] = []): Brouillon => {
  const champs = Object.entries(valeur) as [keyof T & string, unknown][];
  const changes = champs.filter(([nom, v]) => !avec.includes(nom) && !meme(v, depart[nom]));
  if (changes.length === 0) return {};
  return Object.fromEntries([...changes, ...champs.filter(([nom]) => avec.includes(nom))]);
};

/** The form with what was typed. A version before may have kept what this one has no field for. */
export const reprendre = <T extends object>(depart: T, brouillon: Brouillon | undefined): T => ({
  ...depart,
  ...Object.fromEntries(Object.entries(brouillon ?? {}).filter(([nom]) => nom in depart)),
});
