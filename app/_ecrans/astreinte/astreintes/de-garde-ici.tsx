'use client';

import { lireAstreintes } from '../../../_donnees/lecture/astreintes';
import { useMaintenant, usePoste } from '../../../_donnees/lecture/hooks';
import { useLecture } from '../../../_donnees/lecture/use-lecture';
import { direGarde } from './de-garde';

/** Who is on call now for the antenna that is shown; with the network only. */
export const DeGardeIci = () => {
  const { antenne } = usePoste();
  const maintenant = useMaintenant();
  const { valeur, echec } = useLecture(['astreintes'], lireAstreintes);
  if (valeur) return direGarde(valeur.tours, antenne, maintenant);
  return echec ? 'à lire avec le réseau' : '…';
};
