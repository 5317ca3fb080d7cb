'use client';

import { useEffect, useState } from 'react';
import { flushSync } from 'react-dom';

/** True from the moment the browser prepares the paper: a list is long, and is drawn for nothing else. */
export const useImpression = (): boolean => {
  const [imprime, setImprime] = useState(false);
  useEffect(() => {
    const avant = (): void => flushSync(() => setImprime(true));
    const apres = (): void => setImprime(false);
    addEventListener('beforeprint', avant);
    addEventListener('afterprint', apres);
    return () => {
      removeEventListener('beforeprint', avant);
      removeEventListener('afterprint', apres);
    };
  }, []);
  return imprime;
};

/** What is printed in the order that its grid has on the screen, `ordre` being the keys there; what it has not drawn yet comes after. */
export const commeALEcran = <T>(lignes: readonly T[], cle: (l: T) => string, ordre: readonly string[]): T[] => {
  const rangs = new Map(ordre.map((c, n) => [c, n]));
  const rang = (l: T): number => rangs.get(cle(l)) ?? ordre.length;
  return lignes.toSorted((a, b) => rang(a) - rang(b));
};
