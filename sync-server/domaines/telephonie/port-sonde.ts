import type { QuoiPanne } from '#shared/contrats/exploitation/disponibilite';
import type { RaisonExterieure } from '#shared/contrats/exploitation/sonde-exterieure';
import type { Instant } from '#shared/temps/types';

/** What the synthetic call met. NON_MESURE: the call could not be made, through no fault of the SVI that is known. */
export type ResultatSonde = { issue: 'REUSSI' } | { issue: 'ECHEC' | 'NON_MESURE'; raison: string };

/** What the SVI's worker says of itself. */
export type AlerteSvi = { quoi: QuoiPanne; depuis: Instant };
/** `travailleur`: its mark, since behind a balancer each answer may be another's; absent where there is none. */
export type ParoleSvi = { travailleur?: string | undefined; alertes: AlerteSvi[] };

/** [DI-1] What the request for an outside check met: taken by the operator, refused, or not made at all. */
export type ResultatLancement =
  | { issue: 'LANCE' }
  | { issue: 'ECHEC'; raison: RaisonExterieure }
  | { issue: 'NON_MESURE'; raison: string };

export type Sonde = {
  /** Asks the operator for the call of a check, once; never throws. Absent where no number is given to call from. */
  lancer?: ((essai: Instant) => Promise<ResultatLancement>) | undefined;
  /** One call, through the webhooks; never throws. */
  appeler: () => Promise<ResultatSonde>;
  /** Its own alerts; undefined where it does not answer. */
  alertes: () => Promise<ParoleSvi | undefined>;
};

/** What the synthetic visit met; times in milliseconds: the sign-in page with its script, then a reading. */
export type ResultatExtranet =
  | { issue: 'REUSSI'; page: number; lecture: number }
  | { issue: 'ECHEC' | 'NON_MESURE'; raison: string };

export type SondeExtranet = {
  /** One visit; never throws. */
  mesurer: () => Promise<ResultatExtranet>;
};
