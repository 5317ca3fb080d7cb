import { CHAQUE_MINUTE, type Travail } from '../../socle/travaux';
import type { SuiviAlertes } from './annoncer';

export type PortsTravauxAlertes = { alertes: SuiviAlertes };

export const TRAVAUX_ALERTES: readonly Travail<PortsTravauxAlertes>[] = [
  {
    nom: 'suivre-alertes',
    quand: CHAQUE_MINUTE,
    description:
      'Tient les alertes que l’heure fait, et prévient l’astreinte des départs en retard hors des heures d’ouverture',
    faire: (p) => p.alertes.minute(),
  },
  {
    nom: 'resumer-alertes',
    // Again at each hour of the morning, for a service that was down: what has left is not made twice.
    quand: '30 7-11 * * *',
    description: 'Envoie le compte des alertes de chaque antenne à ceux qui le veulent, une fois par jour',
    faire: (p) => p.alertes.matin(),
  },
];
