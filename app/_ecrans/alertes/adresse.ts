'use client';

import { usePathname, useSearchParams } from 'next/navigation';
import { useCallback } from 'react';
import type { Filtre } from './groupes';

/** Those to see, unless the address says otherwise. */
export const lireFiltre = (q: URLSearchParams): Filtre => (q.get('filtre') === 'vues' ? 'vues' : 'a-voir');
export const ecrireFiltre = (f: Filtre): string => (f === 'a-voir' ? '' : `?${new URLSearchParams({ filtre: f })}`);

/** Reads and writes the address: a filter adds to the history. */
export const useFiltre = (): [Filtre, (f: Filtre) => void] => {
  const q = useSearchParams();
  const chemin = usePathname();
  const aller = useCallback((f: Filtre) => history.pushState(null, '', `${chemin}${ecrireFiltre(f)}`), [chemin]);
  return [lireFiltre(q), aller];
};
