import type { Intervention } from '#shared/contrats/corrections/intervention';
import type { Attente } from '#shared/contrats/pointages/derives';
import { type Appel, estSansTelephone, type Sens } from '#shared/contrats/pointages/pointage';
import { ecartSecondes } from '#shared/temps/paris';
import type { Instant } from '#shared/temps/types';

/** A call that made a punch, as far as it tells whether one that failed was tried again. */
type Reussi = {
  numero: string | undefined;
  intervenantId: string | undefined;
  usagerId: string | undefined;
  instant: Instant;
  sens: Sens;
  /** The visit that has it. */
  visiteId?: string;
};

/** Beyond that, the next call from there is another: the departure of the same visit, or somebody else's. */
const RAPPEL_MAX_S = 10 * 60;

export const reussisDe = (
  jours: ReadonlyMap<string, readonly Intervention[]>,
  attentes: readonly Attente[],
): Reussi[] => [
  ...[...jours.values()].flat().flatMap((i) =>
    [
      { p: i.arrivee, sens: 'ARRIVEE' as const },
      { p: i.depart, sens: 'DEPART' as const },
      ...i.ecartes.map((p) => ({ p, sens: p.sens })),
    ].flatMap(({ p, sens }) =>
      p && p.source !== 'FICHE'
        ? [
            {
              ...{ numero: p.numeroAppelant, intervenantId: i.intervenantId, usagerId: i.usagerId },
              ...{ instant: p.instant, sens, visiteId: i._id },
            },
          ]
        : [],
    ),
  ),
  ...attentes.map((a) => ({
    numero: a.numeroAppelant,
    intervenantId: a.intervenantId,
    usagerId: a.usagerId,
    instant: a.instant,
    sens: a.sens,
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

/** What a failed call was for: what the page says was meant, else the hour of its planned visit that it was nearest to. */
export type Voulu = { sens?: Sens | undefined; visiteId?: string | undefined };

/** An arrival of that very visit is what was meant, however late it comes: before it there was nothing to leave. */
const convient = (v: Voulu, r: Reussi): boolean =>
  v.sens === undefined ||
  r.sens === v.sens ||
  (r.sens === 'ARRIVEE' && v.visiteId !== undefined && r.visiteId === v.visiteId);

/**
 * When the same telephone called again within minutes, and punched what the failed call was for: nothing is left to do. Where the aide
 * of the failed call is known, it is hers; a withheld number is followed by its aide alone.
 */
export const rappele = (appel: Appel, reussis: readonly Reussi[], voulu: Voulu = {}): Instant | undefined => {
  const { numeroAppelant, intervenantId, instant } = appel;
  const sansTelephone = estSansTelephone(appel);
  if (!sansTelephone && numeroAppelant === undefined && intervenantId === undefined) return undefined;
  const suivants = reussis.filter(
    (r) =>
      (sansTelephone
        ? repris(appel, r)
        : r.numero === numeroAppelant && (intervenantId === undefined || r.intervenantId === intervenantId)) &&
      convient(voulu, r) &&
      r.instant >= instant &&
      ecartSecondes(instant, r.instant) <= RAPPEL_MAX_S,
  );
  return suivants.map((r) => r.instant).sort()[0];
};
