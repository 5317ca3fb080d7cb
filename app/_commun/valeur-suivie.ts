/** A value that screens follow (`useSyncExternalStore`). */
export type ValeurSuivie<T> = {
  lire: () => T;
  changer: (f: (v: T) => T) => void;
  abonner: (reagir: () => void) => () => void;
};

export const valeurSuivie = <T>(initiale: T): ValeurSuivie<T> => {
  let valeur = initiale;
  const abonnes = new Set<() => void>();
  return {
    lire: () => valeur,
    changer: (f) => {
      const suivante = f(valeur);
      if (Object.is(suivante, valeur)) return;
      valeur = suivante;
      for (const a of [...abonnes]) a();
    },
    abonner: (reagir) => {
      abonnes.add(reagir);
      return () => abonnes.delete(reagir);
    },
  };
};
