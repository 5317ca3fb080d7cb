import { epochMs, instantDe } from '#shared/temps/paris';
import type { CodeErrone } from '../journal/entree';

const HEURE_MS = 3_600_000;
const NUMEROS_MAX = 10_000;

export type Rafales = {
  noter: (numero: string, maintenant: number) => void;
  bloque: (numero: string | undefined, maintenant: number) => boolean;
  /** Whether any number is blocked. */
  enCours: (maintenant: number) => boolean;
  /** What still counts, to be known again after a restart. */
  recents: (maintenant: number) => CodeErrone[];
};

/**
 * Wrong codes of the last hour, by number: over `limite`, a polite refusal. Withheld calls have no number to count:
 * blocking them together would close a main road to everyone. Each worker counts what it hears itself.
 */
export const compterRafales = (limite: number, repris: readonly CodeErrone[]): Rafales => {
  const erreurs = new Map<string, number[]>();
  const recentes = (numero: string, maintenant: number): number[] =>
    (erreurs.get(numero) ?? []).filter((t) => t > maintenant - HEURE_MS);

  const noter = (numero: string, le: number): void => {
    const liste = [...recentes(numero, le), le].slice(-limite - 1);
    // Last noted, last in the map: what is dropped first is what was heard of longest ago.
    erreurs.delete(numero);
    erreurs.set(numero, liste);
    for (const [ancien, instants] of erreurs) {
      if (erreurs.size <= NUMEROS_MAX && (instants.at(-1) ?? 0) > le - HEURE_MS) break;
      erreurs.delete(ancien);
    }
  };
  for (const { numero, le } of [...repris].sort((a, b) => epochMs(a.le) - epochMs(b.le))) noter(numero, epochMs(le));

  const bloque: Rafales['bloque'] = (numero, maintenant) =>
    numero !== undefined && recentes(numero, maintenant).length > limite;
  return {
    noter,
    bloque,
    enCours: (maintenant) => [...erreurs.keys()].some((numero) => bloque(numero, maintenant)),
    recents: (maintenant) =>
      [...erreurs.keys()].flatMap((numero) => recentes(numero, maintenant).map((t) => ({ numero, le: instantDe(t) }))),
  };
};
