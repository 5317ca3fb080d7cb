import type { Couverture } from '../../contrats/corrections/intervention';
import { heureAffichee } from '../../temps/paris';

/** [AP-11] « Cette visite est couverte par celle de 16 h 02 »: what a refusal begins with. */
export const estCouvertePar = ({ arrivee }: Couverture): string =>
  `Cette visite est couverte par celle de ${heureAffichee(arrivee.instant)}`;
