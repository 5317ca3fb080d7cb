'use client';

import { type RefObject, useEffect, useRef } from 'react';
import type { Erreurs } from './valeurs';

/** A refusal is answered where it is: the first field in error takes the focus. */
export const useFocusErreur = (erreurs: Erreurs): RefObject<HTMLFormElement | null> => {
  const formulaire = useRef<HTMLFormElement>(null);
  useEffect(() => {
    if (Object.keys(erreurs).length === 0) return;
    formulaire.current?.querySelector<HTMLElement>('[aria-invalid="true"]')?.focus();
  }, [erreurs]);
  return formulaire;
};
