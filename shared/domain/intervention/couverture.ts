import type { Intervention } from '../../contrats/corrections/intervention';
import { ecartMinutes } from '../../temps/paris';
import { type Minutes, minutes } from '../../temps/types';

/** [AP-11] The intervention that covers a planned visit, as far as its corrections are concerned; undefined: nothing covers it. */
export const porteuseDe = (i: Intervention): Intervention | undefined => {
  if (!i.couverture) return undefined;
  const { couverture, ...reste } = i;
  return { ...reste, ...couverture };
};

/** Planned, and no call says anything of it: neither its own, nor those of a visit that covers it [AP-11]. */
export const estSansAppel = (i: Intervention): boolean =>
  i.visite !== undefined && !i.arrivee && !i.depart && i.couverture === undefined;

/** [DU-2] Planned minutes of an intervention: those of its planned visit and of all that it covers [AP-11]; undefined: HORS_PLANNING. */
export const dureePrevue = (i: Pick<Intervention, 'visite' | 'couvertes'>): Minutes | undefined => {
  if (!i.visite) return undefined;
  const toutes = [i.visite, ...(i.couvertes ?? [])];
  return minutes(toutes.reduce((n, v) => n + ecartMinutes(v.debut, v.fin), 0));
};
