import type { GridApi } from 'ag-grid-community';
import { type RefObject, useEffect } from 'react';
import { ecrireTri, etatDe, lireTri, triDe } from './tri';

// The grid sorts, and the address repeats it: two headings clicked in a row are sorted as they are clicked.

/** Sorts as the address says, where it is not so already. */
export const trierParAdresse = <T>(api: GridApi<T>): void => {
  const tri = lireTri(new URLSearchParams(location.search).get('tri'));
  if (ecrireTri(triDe(api.getColumnState()) ?? []) === ecrireTri(tri ?? [])) return;
  api.applyColumnState({ state: etatDe(tri), defaultState: { sort: null } });
};

/** When one goes back. */
export const useRetourTri = <T>(api: RefObject<GridApi<T> | null>): void => {
  useEffect(() => {
    const revenir = (): void => {
      if (api.current) trierParAdresse(api.current);
    };
    addEventListener('popstate', revenir);
    return () => removeEventListener('popstate', revenir);
  }, [api]);
};
