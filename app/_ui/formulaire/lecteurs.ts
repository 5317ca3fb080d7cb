import type { Erreurs, Lecture } from './erreurs';

const estVide = (v: unknown): boolean => (typeof v === 'string' ? v.trim() === '' : Array.isArray(v) && v.length === 0);

/** Reads fields without which nothing is sent, each with what to do where it is empty or nothing is ticked; the others are as they are typed. */
export const lireRequis =
  <T extends object>(phrases: Erreurs<T>) =>
  (tapee: T): Lecture<T, T> => {
    const vides = new Set(Object.entries(tapee).flatMap(([nom, v]) => (estVide(v) ? [nom] : [])));
    const manquent = Object.entries(phrases).filter(([nom]) => vides.has(nom));
    if (manquent.length === 0) return { ok: true, valeur: tapee };
    return { ok: false, erreurs: Object.fromEntries(manquent) as Erreurs<T> };
  };
