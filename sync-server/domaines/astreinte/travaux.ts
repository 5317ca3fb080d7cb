import { CHAQUE_MINUTE, type Travail } from '../../socle/travaux';
import type { Astreinte } from './veiller';

export type PortsTravauxAstreinte = { astreinte: Pick<Astreinte, 'minute' | 'matin'> };

export const TRAVAUX_ASTREINTE: readonly Travail<PortsTravauxAstreinte>[] = [
  {
    nom: 'veiller-visites',
    quand: CHAQUE_MINUTE,
    description:
      'Prévient la personne d’astreinte des visites non commencées, des départs en retard et du téléphone silencieux, puis la suivante, et dit quand c’est fini',
    faire: (p) => p.astreinte.minute(),
  },
  {
    nom: 'annoncer-trous-astreinte',
    // Again at each hour of the morning, for a service that was down: what has left is not made twice.
    quand: '0 9-12 * * *',
    description:
      'Dit au service central, une fois par jour, les heures à venir sans personne d’astreinte, et oublie les tours d’il y a un an',
    faire: (p) => p.astreinte.matin(),
  },
];
