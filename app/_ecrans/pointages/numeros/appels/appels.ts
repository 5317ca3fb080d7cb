import type { Intervention } from '#shared/contrats/corrections/intervention';
import type { Attente } from '#shared/contrats/pointages/derives';
import type { Appel } from '#shared/contrats/pointages/pointage';
import { dateParis, ecartSecondes } from '#shared/temps/paris';
import type { Instant } from '#shared/temps/types';

/** A call that made a punch, as far as it tells whether one that failed was tried again. */
type Reussi = { numero: string | undefined; intervenantId: string | undefined; instant: Instant };

/** Beyond that, the next call from there is another visit's. */
const RAPPEL_MAX_S = 2 * 3600;

export const reussisDe = (
  jours: ReadonlyMap<string, readonly Intervention[]>,
  attentes: readonly Attente[],
): Reussi[] => [
  ...[...jours.values()]
    .flat()
    .flatMap((i) =>
      [i.arrivee, i.depart, ...i.ecartes].flatMap((p) =>
        p && p.source !== 'FICHE'
          ? [{ numero: p.numeroAppelant, intervenantId: i.intervenantId, instant: p.instant }]
          : [],
      ),
    ),
  ...attentes.map((a) => ({ numero: a.numeroAppelant, intervenantId: a.intervenantId, instant: a.instant })),
];

/**
 * When the same telephone called again and punched, within two hours of the same day: nothing is left to do. Where the aide
 * of the failed call is known, it is hers; a withheld number is followed by its aide alone.
 */
export const rappele = (appel: Appel, reussis: readonly Reussi[]): Instant | undefined => {
  const { numeroAppelant, intervenantId, instant } = appel;
  if (numeroAppelant === undefined && intervenantId === undefined) return undefined;
  const suivants = reussis.filter(
    (r) =>
      r.numero === numeroAppelant &&
      (intervenantId === undefined || r.intervenantId === intervenantId) &&
      r.instant >= instant &&
      ecartSecondes(instant, r.instant) <= RAPPEL_MAX_S &&
      dateParis(r.instant) === dateParis(instant),
  );
  return suivants.map((r) => r.instant).sort()[0];
};
