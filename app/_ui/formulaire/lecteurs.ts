import type { Erreurs, Lecture } from './erreurs';

/** Reads fields without which nothing is sent, each with what to do where it is empty; the others are as they are typed. */
export const lireRequis =
  <T extends object>(phrases: Erreurs<T>) =>
  (tapee: T): Lecture<T, T> => {
    const vides = new Set(
      Object.entries(tapee).flatMap(([nom, v]) => (typeof v === 'string' && v.trim() === '' ? [nom] : [])),
    );
    const manquent = Object.entries(phrases).filter(([nom]) => vides.has(nom));
    if (manquent.length === 0) return { ok: true, valeur: tapee };
    return { ok: false, erreurs: Object.fromEntries(manquent) as Erreurs<T> };
  };
