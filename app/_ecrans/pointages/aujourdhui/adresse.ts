'use client';

import { usePathname, useSearchParams } from 'next/navigation';
import { useCallback } from 'react';
import { usePoste } from '../../../_donnees/lecture/hooks';
import { avecAntenne } from '../../../_ui/adresses/antenne-du-lien';
import { type Choix, useChoix } from '../../../_ui/liste/choix';

/** The visit of the panel, in the address: it replaces the one before. */
export const useVisiteMontree = (): Choix => {
  const chemin = usePathname();
  const { antenne } = usePoste();
  const aller = useCallback(
    ({ id }: { id: string | undefined }) =>
      history.replaceState(
        null,
        '',
        id === undefined ? chemin : `${chemin}?${avecAntenne(new URLSearchParams({ id }), antenne)}`,
      ),
    [chemin, antenne],
  );
  return useChoix(useSearchParams().get('id') ?? undefined, aller);
};
