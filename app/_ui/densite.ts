import { useSyncExternalStore } from 'react';
import { signal } from '../_commun/signal';

/** How close the lines of lists and grids stand: a choice of this PC, as its theme is. */
export const DENSITES = { compacte: 'Compacte', confortable: 'Confortable' } as const;
export type Densite = keyof typeof DENSITES;

const CLE = 'tg.densite';
const PAR_DEFAUT: Densite = 'compacte';
const choisie = signal<Densite>(PAR_DEFAUT);

const poser = (d: Densite): void => {
  document.documentElement.dataset.densite = d;
  choisie.changer(() => d);
};

/** What this browser kept of the choice; one that is not known any more is as none. */
export const reprendreDensite = (): void => {
  const gardee = localStorage.getItem(CLE);
  poser(gardee !== null && Object.hasOwn(DENSITES, gardee) ? (gardee as Densite) : PAR_DEFAUT);
};

export const choisirDensite = (d: Densite): void => {
  localStorage.setItem(CLE, d);
  poser(d);
};

export const useDensite = (): Densite => useSyncExternalStore(choisie.abonner, choisie.lire, () => PAR_DEFAUT);
