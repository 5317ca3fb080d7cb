'use client';

import { useCallback, useEffect, useState } from 'react';
import type { Refus } from '#shared/contrats/commun';
import { useBascules } from '../../../_donnees/depot/hooks';
import { EchecHttp } from '../../../_donnees/lecture/api';

export const refusDe = (e: unknown): Refus => {
  if (e instanceof EchecHttp) return { code: e.code, message: e.message };
  throw e;
};

/** Something read from the server: what was read stays while it is read again, a silence is said. */
export const useLecture = <T>(lire: () => Promise<T>) => {
  const [lu, setLu] = useState<{ valeur?: T; echec?: string; code?: string }>({});
  const [tour, setTour] = useState(0);
  const bascules = useBascules(lu.echec !== undefined);
  useEffect(() => {
    const reprendre = (): void => setTour((t) => t + 1);
    addEventListener('online', reprendre);
    return () => removeEventListener('online', reprendre);
  }, []);
  // biome-ignore lint/correctness/useExhaustiveDependencies: asked again at each turn, and when the network is back.
  useEffect(() => {
    let encore = true;
    lire().then(
      (valeur) => encore && setLu({ valeur }),
      (e: unknown) => {
        const { code, message } = refusDe(e);
        if (encore) setLu((avant) => ({ ...avant, echec: message, code }));
      },
    );
    return () => {
      encore = false;
    };
  }, [lire, tour, bascules]);
  const relire = useCallback(() => setTour((t) => t + 1), []);
  return { ...lu, relire };
};

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
