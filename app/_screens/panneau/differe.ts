'use client';

import dynamic from 'next/dynamic';

// Loaded when first opened (from the service worker's copy): the first screen does without them.
export const Panneau = dynamic(() => import('./panneau').then((m) => m.Panneau), { ssr: false });
export const NouvelleVisite = dynamic(() => import('../correction/nouvelle-visite').then((m) => m.NouvelleVisite), {
  ssr: false,
});
