'use client';

import { notifications } from '@mantine/notifications';
import { useCallback } from 'react';
import type { Saisie } from '#shared/contrats/saisie';
import { usePoste } from '../../_data/hooks';
import { signer } from '../correction/enregistrer';
import type { Signature } from '../correction/signature';

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
          notifications.show({
            color: 'red',
            autoClose: false,
            title: 'Rien n’a été gardé',
            message: 'Ce poste n’a pas pu garder ce geste (disque plein ?). Libérez de la place et recommencez.',
          });
          return false;
        },
      ),
    [poste],
  );
};
