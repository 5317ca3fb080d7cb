'use client';

import { differer } from '../../../_ui/champs/differe';

// Loaded when first opened (from the service worker's copy): the first screen does without them.
export const Panneau = differer(() => import('./panneau').then((m) => m.Panneau));
export const PanneauLot = differer(() => import('../lot/lot-panneau').then((m) => m.PanneauLot));
/** While nothing is typed yet: the first key must find its form. */
export const prechargerPanneau = (): void => {
  Panneau.precharger();
  PanneauLot.precharger();
};
export const NouvelleVisite = differer(() => import('../correction/nouvelle-visite').then((m) => m.NouvelleVisite));
