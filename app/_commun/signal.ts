/** A value that screens follow (`useSyncExternalStore`). */
export type Signal<T> = {
  lire: () => T;
  changer: (f: (v: T) => T) => void;
  abonner: (reagir: () => void) => () => void;
};

export const signal = <T>(initiale: T): Signal<T> => {
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
