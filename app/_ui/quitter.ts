'use client';

import { createContext, useContext } from 'react';

/** Leaves, once what is typed is kept or given up: `partir` is then called. */
export type Demander = (partir: () => void) => void;

/** What a window gives the form in it. */
export type Tenue = {
  /** The form is asked before the window closes; gives what takes it back. */
  tenir: (demander: Demander) => () => void;
  /** Something is typed in it, or no more. */
  dire: (entamee: boolean) => void;
  quitter: () => void;
};

export const TenueContexte = createContext<Tenue | undefined>(undefined);

/** What the button that leaves a form does: the same as Échap, and as its window's cross. */
export const QuitterContexte = createContext<() => void>(() => undefined);

export const useQuitter = (): (() => void) => useContext(QuitterContexte);
