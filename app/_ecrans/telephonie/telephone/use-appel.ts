'use client';

import { useCallback, useEffect, useReducer, useRef } from 'react';
import type { Appelant, PasFormation } from '#shared/contrats/exploitation/formation';
import { maintenant } from '../../../_donnees/base/horloge';
import { composerAppel, raccrocherAppel, raccrocherEnPartant, taperTouches } from '../../../_donnees/lecture/formation';
import { refusDe } from '../../../_donnees/serveur/refus';
import { AU_REPOS, decouper, type EtatAppel, reduire } from './etat-appel';

export type Combine = {
  etat: EtatAppel;
  appeler: (appelant: Appelant) => void;
  presser: (touche: string) => void;
  /** Sends what was keyed so far; nothing keyed = silence. */
  attendre: () => void;
  raccrocher: () => void;
};

/** One telephone on the screen; left on line, it is hung up with the page. */
export const useAppel = (): Combine => {
  const [etat, agir] = useReducer(reduire, AU_REPOS);
  const courant = useRef<string>(undefined);

  const suivre = useCallback(async (pas: Promise<PasFormation>): Promise<void> => {
    try {
      const recu = await pas;
      courant.current = recu.attend ? recu.appelId : undefined;
      agir({ type: 'PAS', pas: recu, instant: maintenant() });
    } catch (e) {
      courant.current = undefined;
      agir({ type: 'ECHEC', message: refusDe(e).message, instant: maintenant() });
    }
  }, []);

  const envoyer = useCallback(
    (envoi: string, reste: string): void => {
      const appelId = courant.current;
      if (appelId === undefined) return;
      agir({ type: 'ENVOYER', envoi, reste, instant: maintenant() });
      void suivre(taperTouches(appelId, envoi));
    },
    [suivre],
  );

  const { phase, occupe, saisie, pas } = etat;
  const pretes = phase === 'APPEL' && !occupe && pas?.attend ? decouper(saisie, pas.attend) : undefined;
  useEffect(() => {
    if (pretes) envoyer(pretes.envoi, pretes.reste);
  });

  useEffect(() => {
    const partir = (): void => {
      if (courant.current !== undefined) raccrocherEnPartant(courant.current);
      courant.current = undefined;
    };
    window.addEventListener('pagehide', partir);
    return () => {
      window.removeEventListener('pagehide', partir);
      partir();
    };
  }, []);

  return {
    etat,
    appeler: (appelant) => {
      agir({ type: 'APPELER', appelant, instant: maintenant() });
      void suivre(composerAppel(appelant));
    },
    presser: (touche) => agir({ type: 'TOUCHE', touche }),
    attendre: () => {
      if (phase === 'APPEL' && !occupe) envoyer(saisie, '');
    },
    raccrocher: () => {
      const appelId = courant.current;
      if (appelId === undefined || phase !== 'APPEL') return;
      agir({ type: 'RACCROCHER', instant: maintenant() });
      void suivre(raccrocherAppel(appelId));
    },
  };
};
