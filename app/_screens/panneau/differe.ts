'use client';

import dynamic from 'next/dynamic';

// Loaded when first opened (from the service worker's copy): the first screen does without them.
export const Panneau = dynamic(() => import('./panneau').then((m) => m.Panneau), { ssr: false });
export const PanneauLot = dynamic(() => import('../correction/lot-panneau').then((m) => m.PanneauLot), { ssr: false });
/** While nothing is typed yet: the first key must find its form. One that fails to load is asked for again where it is drawn. */
export const prechargerPanneau = (): void => {
  import('./panneau').catch(() => undefined);
  import('../correction/lot-panneau').catch(() => undefined);
};
export const NouvelleVisite = dynamic(() => import('../correction/nouvelle-visite').then((m) => m.NouvelleVisite), {
  ssr: false,
});
