import type { ModeArrondi } from '../../contrats/commun';
import { ecartMinutes } from '../../temps/paris';
import { type Instant, type Minutes, minutes } from '../../temps/types';

/** [DU-2] A funder's dated rule. Minutes throughout. */
export type RegleArrondi = { tolerance: number; plafondPrevu: boolean; pas: number; mode: ModeArrondi };

export const REGLE_PAR_DEFAUT: RegleArrondi = { tolerance: 0, plafondPrevu: false, pas: 1, mode: 'PROCHE' };

/** Rounds whole minutes to a multiple of `pas`; PROCHE: half goes up. */
export const arrondir = (duree: number, pas: number, mode: ModeArrondi): Minutes => {
  const bas = Math.floor(duree / pas) * pas;
  if (bas === duree || mode === 'INFERIEUR') return minutes(bas);
  const haut = bas + pas;
  if (mode === 'SUPERIEUR') return minutes(haut);
  return minutes((duree - bas) * 2 >= pas ? haut : bas);
};

/** [DU-2] From elapsed minutes to retained ones; `prevu`: planned minutes, absent for HORS_PLANNING. */
export const appliquerRegle = (ecoule: number, prevu: number | undefined, r: RegleArrondi): Minutes => {
  let duree = ecoule;
  if (prevu !== undefined) {
    if (Math.abs(duree - prevu) <= r.tolerance) duree = prevu;
    if (r.plafondPrevu) duree = Math.min(duree, prevu);
  }
  return arrondir(duree, r.pas, r.mode);
};

/** [DU-1, DU-2] Retained duration of a visit, in minutes, before minutes complémentaires [DU-4]. */
export const dureeRetenue = (v: {
  debut: Instant;
  fin: Instant;
  prevu?: Minutes | undefined;
  regle: RegleArrondi;
}): Minutes => appliquerRegle(ecartMinutes(v.debut, v.fin), v.prevu, v.regle);
