import type { Refus } from '#shared/contrats/commun';
import type { Horloge } from '../ports/horloge';
import type { Magasin } from '../store/lire';

/** What every job may ask for. */
export type PortsDeBase = { magasin: Magasin; horloge: Horloge };

/** What runs by itself: its name, when (Paris time), what it does in French, and the use case that it calls; how much it did. */
export type Travail<P> = {
  nom: string;
  quand: string;
  description: string;
  /** It also runs when the service starts, which may owe it. */
  auDemarrage?: true;
  faire: (p: P) => Promise<number>;
};

/** A job that was refused: the log and the health say the code, never the sentence, which may name somebody. */
export class ErreurRefusee extends Error {
  override name = 'ErreurRefusee';
  readonly code: string;
  constructor({ code, message }: Pick<Refus, 'code' | 'message'>) {
    super(message);
    this.code = code;
  }
}

export const CHAQUE_MINUTE = '* * * * *';
export const TOUTES_LES_5_MINUTES = '*/5 * * * *';
