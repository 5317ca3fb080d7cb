'use client';

import { useMemo } from 'react';
import { ciblesDe } from '#shared/domain/intervention/cibles';
import type { Ligne } from '../../_donnees/depot/lignes';

type Visite = Pick<Ligne, 'id' | 'retenue'>;
type Nommer = <I extends string | undefined>(id: I) => I | string;

/**
 * [CO-7] The present id of a visit that had another: the first punch of a planned visit gives it one, and one that comes late gives one
 * to any. An id is always that of something that a correction may name: its plan, a punch, its creation.
 */
export const nommeur = (lignes: readonly Visite[]): Nommer => {
  const ici = new Set(lignes.map((l) => l.id));
  return (id) => {
    if (id === undefined || ici.has(id)) return id;
    const court = id.replace(/^intervention:[^:]*:/, '');
    return lignes.find((l) => ciblesDe(l.retenue.intervention).some((c) => c.id === court))?.id ?? id;
  };
};

/** What is looked at, typed, or named by a link, is the same visit still when an aide's call gives it another id. */
export const useNoms = (lignes: readonly Visite[]): Nommer => useMemo(() => nommeur(lignes), [lignes]);
