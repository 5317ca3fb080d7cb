'use client';

import { useState } from 'react';
import type { Lieu } from '../../_donnees/depot/brouillons';
import { useBrouillons } from '../../_donnees/lecture/hooks';
import type { Garde } from './noyau';

/**
 * A form's draft, under the place where it is typed, sealed until it is sent: whatever closes the form, it is there again. `avec`:
 * fields that are no typing on their own; `jamais`: fields that are typed anew each time.
 */
export const useGarde = (ou: Lieu, avec: readonly string[] = [], jamais: readonly string[] = []): Garde => {
  const brouillons = useBrouillons();
  const [lieu] = useState(() => brouillons.place(ou));
  return {
    avec,
    lire: () => brouillons.lire(lieu),
    garder: (tape) =>
      brouillons.garder(lieu, Object.fromEntries(Object.entries(tape).filter(([nom]) => !jamais.includes(nom)))),
    oublier: () => brouillons.oublier(lieu),
  };
};
