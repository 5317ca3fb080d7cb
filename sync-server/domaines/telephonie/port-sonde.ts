import type { QuoiPanne } from '#shared/contrats/exploitation/disponibilite';
import type { Instant } from '#shared/temps/types';

/** What the synthetic call met. NON_MESURE: the call could not be made, through no fault of the SVI that is known. */
export type ResultatSonde = { issue: 'REUSSI' } | { issue: 'ECHEC' | 'NON_MESURE'; raison: string };

/** What the SVI's worker says of itself. */
export type AlerteSvi = { quoi: QuoiPanne; depuis: Instant };

export type Sonde = {
  /** One call, through the webhooks; never throws. */
  appeler: () => Promise<ResultatSonde>;
  /** Its own alerts; undefined where it does not answer. */
  alertes: () => Promise<AlerteSvi[] | undefined>;
};

/** What the synthetic visit met; times in milliseconds: the sign-in page with its script, then a reading. */
export type ResultatExtranet =
  | { issue: 'REUSSI'; page: number; lecture: number }
  | { issue: 'ECHEC' | 'NON_MESURE'; raison: string };

export type SondeExtranet = {
  /** One visit; never throws. */
  mesurer: () => Promise<ResultatExtranet>;
};
