import { CHAQUE_MINUTE, type Travail } from '../../socle/travaux';
import type { Veille } from './sonder-svi';

export type PortsTravauxTelephonie = { veille: Pick<Veille, 'passer'> };

export const TRAVAUX_TELEPHONIE: readonly Travail<PortsTravauxTelephonie>[] = [
  {
    nom: 'sonder-svi',
    quand: CHAQUE_MINUTE,
    description: 'Appelle le SVI comme une aide, tient la mesure de disponibilité, ouvre et ferme les pannes',
    faire: (p) => p.veille.passer(),
  },
];
