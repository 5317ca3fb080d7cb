import type { Travail } from '../../socle/travaux';

export type PortsTravauxCloture = { provisoires: { deposer: () => Promise<number> } };

export const TRAVAUX_CLOTURE: readonly Travail<PortsTravauxCloture>[] = [
  {
    nom: 'deposer-provisoires',
    // Again at each hour of that day where the place did not take them.
    quand: '30 6-20 2 * *',
    description:
      'Dépose pour Millésime, le 2, les fichiers provisoires du mois passé des antennes qui ne l’ont pas encore clos ; essaie de nouveau chaque heure tant qu’ils ne sont pas pris',
    faire: (p) => p.provisoires.deposer(),
  },
];
