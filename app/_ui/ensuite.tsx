'use client';

import { type ReactNode, startTransition, useEffect, useState } from 'react';
import { quandLibre } from '../_donnees/base/libre';

/** Longest time that a picture gives way, on a PC that is never idle. */
const PATIENCE_MS = 2_000;

/**
 * What is drawn once the rest is on the screen, as a picture whose figures stand beside it. `attente` holds its place, so that
 * nothing moves when it comes.
 */
export const Ensuite = ({ attente, children }: { attente: ReactNode; children: ReactNode }) => {
  const [venu, setVenu] = useState(false);
  // A table beside it may take several frames.
  useEffect(() => quandLibre(() => startTransition(() => setVenu(true)), PATIENCE_MS), []);
  return venu ? children : attente;
};
