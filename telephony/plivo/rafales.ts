const HEURE_MS = 3_600_000;
/** Over ten wrong codes an hour from one number: an alert, and a polite refusal. */
const LIMITE = 10;

export type Rafales = {
  noter: (numero: string | undefined, maintenant: number) => void;
  bloque: (numero: string | undefined, maintenant: number) => boolean;
};

/** Withheld calls have no number to count: blocking them together would close a main road to everyone. */
export const compterRafales = (alerter: () => void): Rafales => {
  const erreurs = new Map<string, number[]>();
  const recentes = (numero: string, maintenant: number): number[] =>
    (erreurs.get(numero) ?? []).filter((t) => t > maintenant - HEURE_MS);
  return {
    noter: (numero, maintenant) => {
      if (numero === undefined) return;
      const liste = [...recentes(numero, maintenant), maintenant];
      erreurs.set(numero, liste);
      if (liste.length === LIMITE + 1) alerter();
      if (erreurs.size > 10_000) {
        for (const cle of erreurs.keys()) if (recentes(cle, maintenant).length === 0) erreurs.delete(cle);
      }
    },
    bloque: (numero, maintenant) => numero !== undefined && recentes(numero, maintenant).length > LIMITE,
  };
};
