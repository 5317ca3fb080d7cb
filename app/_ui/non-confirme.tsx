'use client';

import { useEffect } from 'react';
import { nonConfirmes } from '../_donnees/base/confirmation';
import { notifications } from './notifications';

/** Says, until it is closed, that what was just done is written and not confirmed yet: one notice, however many acts. */
export const NonConfirme = () => {
  useEffect(
    () =>
      nonConfirmes.abonner(() =>
        notifications.show({
          id: 'non-confirme',
          color: 'yellow',
          autoClose: false,
          title: 'Enregistré, pas encore confirmé',
          message:
            'Le magasin a perdu la majorité de ses nœuds : ce que vous venez de faire est écrit sur un seul, et sera confirmé à leur retour. Prévenez l’exploitant ; ne refaites rien.',
        }),
      ),
    [],
  );
  return null;
};
