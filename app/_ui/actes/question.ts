'use client';

import { useCallback, useRef } from 'react';

/** What is asked before it is kept; undefined: nothing is. */
export const demander = (phrases: readonly string[]): string | undefined =>
  phrases.length === 0
    ? undefined
    : `${phrases.join('. ')}\u00a0: est-ce bien cela\u00a0? Entrée de nouveau l’enregistre.`;

/** What `phrases` ask of `quoi`, once: who gives the same again has read it, and answers. */
export const useQuestion = (): ((quoi: unknown, phrases: readonly string[]) => string | undefined) => {
  const demandee = useRef<string>(undefined);
  return useCallback((quoi, phrases) => {
    const question = demander(phrases);
    const cle = JSON.stringify([quoi, question]);
    if (question === undefined || cle === demandee.current) return undefined;
    demandee.current = cle;
    return question;
  }, []);
};
