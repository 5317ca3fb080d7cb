'use client';

import { useCallback } from 'react';
import type { Saisie } from '#shared/contrats/saisie';
import { usePoste } from '../../../_donnees/lecture/hooks';
import { direGesteNonGarde } from '../../../_ui/actes/annoncer';
import { signer } from '../../../_ui/actes/enregistrer';
import type { Signature } from '../../../_ui/actes/signature';

/**
 * Writes what is composed with signatures of this PC, and says where the disk refuses [CO-6]; true once kept. The screen changes
 * by itself: it needs no other word.
 */
export const useGarder = (): ((composer: (nouvelle: () => Signature) => readonly Saisie[]) => Promise<boolean>) => {
  const poste = usePoste();
  return useCallback(
    (composer) =>
      poste.enregistrer(composer(() => signer(poste))).then(
        () => true,
        () => {
          direGesteNonGarde();
          return false;
        },
      ),
    [poste],
  );
};
