import { CODES_JOURS, type DemandeTour } from '#shared/contrats/exploitation/astreinte';
import { dateParis } from '#shared/temps/paris';
import type { Instant } from '#shared/temps/types';
import { ajouterTour } from '../../sync-server/domaines/astreinte/tours';
import type { Magasin } from '../../sync-server/store/lire';

/** Invented persons; their numbers are of the range that is kept for fiction: nobody has them. */
const TOURS: readonly Pick<DemandeTour, 'antenne' | 'rang' | 'nom' | 'mobile' | 'courriel'>[] = [
  { rang: 1, nom: 'Camille Mercier', mobile: '06 39 98 00 01', courriel: 'camille.mercier@astreinte.exemple.fr' },
  { rang: 2, nom: 'Karim Benali', mobile: '06 39 98 00 02', courriel: 'karim.benali@astreinte.exemple.fr' },
  {
    antenne: 'EST',
    rang: 1,
    nom: 'Sophie Lambert',
    mobile: '06 39 98 00 03',
    courriel: 'sophie.lambert@astreinte.exemple.fr',
  },
];

/** Who is on call from today on: one person and the next for all antennas, one of her own for Est. */
export const donnerAstreinte = async (magasin: Magasin, debut: Instant): Promise<void> => {
  const du = dateParis(debut);
  for (const t of TOURS) {
    const tour = { ...t, du, jours: [...CODES_JOURS], debut: '00:00', fin: '24:00' };
    const donne = await ajouterTour({ magasin, horloge: () => debut }, tour, 'demonstration');
    if (!donne.ok) throw new Error(donne.refus.message);
  }
};
