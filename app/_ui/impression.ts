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
