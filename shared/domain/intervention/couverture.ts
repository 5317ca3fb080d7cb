import type { Intervention } from '../../contrats/corrections/intervention';
import { ecartMinutes } from '../../temps/paris';
import { type Instant, type Minutes, minutes } from '../../temps/types';

/** [AP-11] The intervention that covers a planned visit, or may come to, as far as its corrections are concerned. */
export const porteuseDe = (i: Intervention): Intervention | undefined => {
  const porteuse = i.couverture ?? i.precedente;
  if (!porteuse) return undefined;
  const { couverture: _, precedente: __, ...reste } = i;
  return { ...reste, ...porteuse };
};

/**
 * [AP-11] The planned end of an intervention: that of the last planned visit that it covers, or may come to; of an arrival said again
 * [AP-3], that of the visit that goes on.
 */
export const finPrevue = (
  i: Pick<Intervention, 'visite' | 'couvertes' | 'suivantes' | 'finAttendue'>,
): Instant | undefined => (i.couvertes ?? i.suivantes)?.at(-1)?.fin ?? i.visite?.fin ?? i.finAttendue;

/** Planned, and no call says anything of it: neither its own, nor those of a visit that covers it [AP-11]. */
export const estSansAppel = (i: Intervention): boolean =>
  i.visite !== undefined && !i.arrivee && !i.depart && i.couverture === undefined;

/** [DU-2] Planned minutes of an intervention: those of its planned visit and of all that it covers [AP-11]; undefined: HORS_PLANNING. */
export const dureePrevue = (i: Pick<Intervention, 'visite' | 'couvertes'>): Minutes | undefined => {
  if (!i.visite) return undefined;
  const toutes = [i.visite, ...(i.couvertes ?? [])];
  return minutes(toutes.reduce((n, v) => n + ecartMinutes(v.debut, v.fin), 0));
};
