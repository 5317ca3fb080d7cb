'use client';

import { useEffect, useRef } from 'react';
import { tenir, type VisiteAFicher } from './visites';

/** The order of the aide's day, held while one types. */
export const useOrdre = (visites: readonly VisiteAFicher[]): VisiteAFicher[] => {
  const cles = useRef<readonly string[]>([]);
  const suite = tenir(visites, cles.current);
  useEffect(() => {
    cles.current = suite.map((v) => v.cle);
  });
  return suite;
};
