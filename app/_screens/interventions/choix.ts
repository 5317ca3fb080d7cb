'use client';

import { useCallback, useEffect, useState } from 'react';
import type { Adresse } from './adresse';

/**
 * The chosen visit: a state, so that a key typed just after is for it; the address only repeats it, and gives it at the start and
 * when one goes back.
 */
export const useChoix = (
  initial: string | undefined,
  aller: (partie: Partial<Adresse>) => void,
): [string | undefined, (id: string | undefined) => void] => {
  const [choisie, setChoisie] = useState(initial);
  useEffect(() => {
    const revenir = (): void => setChoisie(new URLSearchParams(location.search).get('id') ?? undefined);
    addEventListener('popstate', revenir);
    return () => removeEventListener('popstate', revenir);
  }, []);
  const choisir = useCallback(
    (id: string | undefined) => {
      setChoisie(id);
      aller({ id });
    },
    [aller],
  );
  return [choisie, choisir];
};
