import { TOUTES_LES_5_MINUTES, type Travail } from '../../socle/travaux';
import type { Quotidien } from './echanges/quotidien';

export type PortsTravauxDossiers = { quotidien: Pick<Quotidien, 'recevoir' | 'restituer'> };

export const TRAVAUX_DOSSIERS: readonly Travail<PortsTravauxDossiers>[] = [
  {
    nom: 'recevoir-millesime',
    quand: TOUTES_LES_5_MINUTES,
    description: 'Prend les fichiers que Millésime a déposés, à partir de l’heure du paramètre heureMillesime',
    faire: (p) => p.quotidien.recevoir(),
  },
  {
    nom: 'restituer-millesime',
    // Again at each hour of the morning where the place did not take it.
    quand: '45 6-11 * * *',
    description:
      'Dépose pour Millésime, une fois par jour, les visites de la veille, et celles qui ont changé depuis la dernière fois',
    faire: (p) => p.quotidien.restituer(),
  },
];
