'use client';

import { useState } from 'react';
import type { Refus } from '#shared/contrats/commun';
import { refusDe } from '../../_donnees/serveur/refus';

/** One action at a time: its refusal, and whether it goes on. */
export const useAction = () => {
  const [refus, setRefus] = useState<Refus>();
  const [enCours, setEnCours] = useState(false);
  const faire = async <T>(travail: () => Promise<T>, surSucces?: (v: T) => void): Promise<void> => {
    setRefus(undefined);
    setEnCours(true);
    try {
      const v = await travail();
      surSucces?.(v);
    } catch (e) {
      setRefus(refusDe(e));
    } finally {
      setEnCours(false);
    }
  };
  /** The refusal of one field; the others are said under the form. */
  const erreur = (...codes: string[]): string | undefined =>
    refus && codes.includes(refus.code) ? refus.message : undefined;
  return { refus, enCours, faire, erreur, oublier: () => setRefus(undefined) };
};
