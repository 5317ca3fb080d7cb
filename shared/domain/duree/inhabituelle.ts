import type { Parametres } from '../../contrats/exploitation/parametre';
import type { Minutes } from '../../temps/types';

/** A visit that lasts much longer than planned: probably a departure missed, or the call of another visit. Nothing is refused. */
export const estInhabituelle = (
  duree: Minutes,
  prevue: Minutes,
  { pourcent, minutes }: Parametres['dureeInhabituelle'],
): boolean => prevue > 0 && (duree * 100 > prevue * pourcent || duree - prevue > minutes);
