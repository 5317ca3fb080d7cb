'use client';

import { usePathname, useSearchParams } from 'next/navigation';
import { useCallback } from 'react';
import { type Choix, useChoix } from '../../../_ui/liste/choix';

/** The visit of the panel, in the address: it replaces the one before. */
export const useVisiteMontree = (): Choix => {
  const chemin = usePathname();
  const aller = useCallback(
    ({ id }: { id: string | undefined }) =>
      history.replaceState(null, '', id === undefined ? chemin : `${chemin}?${new URLSearchParams({ id })}`),
    [chemin],
  );
  return useChoix(useSearchParams().get('id') ?? undefined, aller);
};
