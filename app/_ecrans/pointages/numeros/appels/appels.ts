import type { Intervention } from '#shared/contrats/corrections/intervention';
import type { Attente } from '#shared/contrats/pointages/derives';
import { type Appel, SOURCES_POINTER } from '#shared/contrats/pointages/pointage';
import { dateParis, ecartSecondes } from '#shared/temps/paris';
import type { Instant } from '#shared/temps/types';

/** A call that made a punch, as far as it tells whether one that failed was tried again. */
type Reussi = {
  numero: string | undefined;
  intervenantId: string | undefined;
  usagerId: string | undefined;
  instant: Instant;
};

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
          ? [{ numero: p.numeroAppelant, intervenantId: i.intervenantId, usagerId: i.usagerId, instant: p.instant }]
          : [],
      ),
    ),
  ...attentes.map((a) => ({
    numero: a.numeroAppelant,
    intervenantId: a.intervenantId,
    usagerId: a.usagerId,
    instant: a.instant,
  })),
];

/**
 * [PT-10] Whether a punch is what she meant on the page, and was refused: hers, or at that home, by whatever way. One that came too
 * late is answered by none: it is of another day.
 */
const repris = ({ issue, usagerId, intervenantId }: Appel, r: Pick<Reussi, 'usagerId' | 'intervenantId'>): boolean =>
  issue !== 'TROP_ANCIEN' &&
  (usagerId !== undefined || intervenantId !== undefined) &&
  (usagerId === undefined || r.usagerId === usagerId) &&
  (intervenantId === undefined || r.intervenantId === intervenantId);

/**
 * When the same telephone called again and punched, within two hours of the same day: nothing is left to do. Where the aide
 * of the failed call is known, it is hers; a withheld number is followed by its aide alone.
 */
export const rappele = (appel: Appel, reussis: readonly Reussi[]): Instant | undefined => {
  const { numeroAppelant, intervenantId, instant } = appel;
  const sansTelephone = SOURCES_POINTER.has(appel.source);
  if (!sansTelephone && numeroAppelant === undefined && intervenantId === undefined) return undefined;
  const suivants = reussis.filter(
    (r) =>
      (sansTelephone
        ? repris(appel, r)
        : r.numero === numeroAppelant && (intervenantId === undefined || r.intervenantId === intervenantId)) &&
      r.instant >= instant &&
      ecartSecondes(instant, r.instant) <= RAPPEL_MAX_S &&
      dateParis(r.instant) === dateParis(instant),
  );
  return suivants.map((r) => r.instant).sort()[0];
};
