import type { DevenirFige } from '../../contrats/cloture/cloture';
import { moisParis } from '../../temps/paris';
import type { Mois } from '../../temps/types';

const COMPTEES: readonly DevenirFige['statut'][] = ['COMPLETE', 'CORRIGEE', 'CREEE'];

/** Whose hours, and of which month, an intervention is among; undefined: nobody's. */
export const compteeOu = (d: DevenirFige | undefined): { usagerId: string; mois: Mois } | undefined =>
  d?.debut === undefined || !COMPTEES.includes(d.statut)
    ? undefined
    : { usagerId: d.usagerId, mois: moisParis(d.debut) };
