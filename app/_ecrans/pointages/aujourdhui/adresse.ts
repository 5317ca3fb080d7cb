'use client';

import { usePathname, useSearchParams } from 'next/navigation';
import { useCallback, useEffect } from 'react';
import { usePoste } from '../../../_donnees/lecture/hooks';
import { avecAntenne } from '../../../_ui/adresses/antenne-du-lien';
import { demandeNouvelle, sansNouvelle } from '../../../_ui/adresses/aujourdhui';
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

/** Asked for by the address (« Nouvelle visite », in the search): once, and no more at a reload. */
export const useNouvelleDemandee = (ouvrir: () => void): void => {
  const chemin = usePathname();
  const demandee = demandeNouvelle(useSearchParams());
  useEffect(() => {
    if (!demandee) return;
    ouvrir();
    history.replaceState(null, '', sansNouvelle(chemin, new URLSearchParams(location.search)));
  }, [demandee, ouvrir, chemin]);
};
