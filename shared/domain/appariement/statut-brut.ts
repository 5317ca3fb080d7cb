import type { Intervention, StatutBrut } from '../../contrats/corrections/intervention';
import { dateParis, ecartSecondes } from '../../temps/paris';
import type { Contexte } from '../types';

/**
 * [AP-5, AP-7, AP-11] Raw status as seen at `maintenant`. Undefined for a visit created with neither punch nor plan: it has no
 * raw side.
 */
export const statutBrut = (i: Intervention, { maintenant, parametresAu }: Contexte): StatutBrut | undefined => {
  if (i.arrivee && i.depart) return 'COMPLETE';
  if (i.depart) return 'SANS_ARRIVEE';
  if (i.arrivee) {
    if (i.sansSuite) return 'SANS_DEPART';
    const dureeMax = parametresAu(dateParis(i.arrivee.instant)).dureeMax;
    return ecartSecondes(i.arrivee.instant, maintenant) > dureeMax * 60 ? 'SANS_DEPART' : 'EN_COURS';
  }
  if (i.couverture) return 'COUVERTE';
  if (i.visite) return maintenant < i.visite.fin ? 'PREVUE' : 'NON_POINTEE';
  return undefined;
};
