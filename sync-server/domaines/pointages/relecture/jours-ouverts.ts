import { ajouterMois, dateParis, dernierJour, moisDe, premierJour } from '#shared/temps/paris';
import type { DateCivile, Instant, Mois } from '#shared/temps/types';
import { lireMoisClos } from '../../../store/lectures/mois-clos';
import type { Magasin } from '../../../store/lire';
import { joursEntre } from '../monde/chantier';

/** Months before the present one that may still be open, and are looked at. */
const ANCIENS = 2;

export const joursDuMois = (mois: Mois): DateCivile[] => joursEntre(premierJour(mois), dernierJour(mois));

/** [FL-2] The days of the months that some antenna has not closed: from two months ago to the present one. */
export const joursOuverts = async (m: Magasin, maintenant: Instant): Promise<DateCivile[]> => {
  const clos = [...(await lireMoisClos(m)).values()];
  const present = moisDe(dateParis(maintenant));
  return Array.from({ length: ANCIENS + 1 }, (_, n) => ajouterMois(present, n - ANCIENS))
    .filter((mois) => clos.some((siens) => !siens.has(mois)))
    .flatMap(joursDuMois);
};
