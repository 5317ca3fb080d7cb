import { epochMs, instantDe } from '#shared/temps/paris';
import type { CodeErrone } from '../journal/entree';

const HEURE_MS = 3_600_000;
const NUMEROS_MAX = 10_000;

export type Rafales = {
  /** Without number: a withheld call. */
  noter: (numero: string | undefined, maintenant: number) => void;
  bloque: (numero: string | undefined, maintenant: number) => boolean;
  /** Whether any number is blocked. */
  enCours: (maintenant: number) => boolean;
  /** Whether withheld calls, all together, try too many codes: to be looked at by someone. */
  masquesEnRafale: (maintenant: number) => boolean;
  /** What still counts, to be known again after a restart. */
  recents: (maintenant: number) => CodeErrone[];
};

/**
 * Wrong codes of the last hour, by number: over the limit, a polite refusal. Withheld calls have no number of their own:
 * they are counted together and never refused, since that would close a main road to everyone; over their limit, whoever
 * guesses codes behind a withheld number is told of by an alert. Each worker counts what it hears itself.
 */
export const compterRafales = (
  limites: { numero: number; masques: number },
  repris: readonly CodeErrone[],
): Rafales => {
  const erreurs = new Map<string, number[]>();
  let masques: number[] = [];
  const delHeure = (liste: readonly number[], maintenant: number): number[] =>
    liste.filter((t) => t > maintenant - HEURE_MS);
  const recentes = (numero: string, maintenant: number): number[] => delHeure(erreurs.get(numero) ?? [], maintenant);

  const noter = (numero: string | undefined, le: number): void => {
    if (numero === undefined) {
      masques = [...delHeure(masques, le), le].slice(-limites.masques - 1);
      return;
    }
    const liste = [...recentes(numero, le), le].slice(-limites.numero - 1);
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
    numero !== undefined && recentes(numero, maintenant).length > limites.numero;
  return {
    noter,
    bloque,
    enCours: (maintenant) => [...erreurs.keys()].some((numero) => bloque(numero, maintenant)),
    masquesEnRafale: (maintenant) => delHeure(masques, maintenant).length > limites.masques,
    recents: (maintenant) => [
      ...delHeure(masques, maintenant).map((t) => ({ le: instantDe(t) })),
      ...[...erreurs.keys()].flatMap((numero) =>
        recentes(numero, maintenant).map((t) => ({ numero, le: instantDe(t) })),
      ),
    ],
  };
};
