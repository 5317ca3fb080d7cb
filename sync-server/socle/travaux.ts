import type { AccesMagasin } from '../ports/documents';
import type { Horloge } from '../ports/horloge';

/** What every job may ask for. */
export type PortsDeBase = { magasin: AccesMagasin; horloge: Horloge };

/** What runs by itself: its name, when (Paris time), what it does in French, and the use case that it calls; how much it did. */
export type Travail<P> = {
  nom: string;
  quand: string;
  description: string;
  /** It also runs when the service starts, which may owe it. */
  auDemarrage?: true;
  faire: (p: P) => Promise<number>;
};

export const CHAQUE_MINUTE = '* * * * *';
export const TOUTES_LES_5_MINUTES = '*/5 * * * *';
