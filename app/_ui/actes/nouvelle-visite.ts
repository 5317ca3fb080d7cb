import { useEffect } from 'react';

let deLEcran: (() => void) | undefined;

/** This screen has its own form of a visit that nobody had planned: its list shows the visit once it is made. */
export const useNouvelleVisite = (ouvrir: () => void): void => {
  useEffect(() => {
    deLEcran = ouvrir;
    return () => {
      if (deLEcran === ouvrir) deLEcran = undefined;
    };
  }, [ouvrir]);
};

/** Opens the form of the screen; false where it has none. */
export const ouvrirNouvelleVisite = (): boolean => {
  deLEcran?.();
  return deLEcran !== undefined;
};
