import type { PortsDeBase, Travail } from '../../socle/travaux';
import { purgerAccesPersonnels } from './liens';

export type PortsTravauxAccesPersonnel = PortsDeBase;

export const TRAVAUX_ACCES_PERSONNEL: readonly Travail<PortsTravauxAccesPersonnel>[] = [
  {
    nom: 'purger-acces-personnels',
    quand: '19 3 * * *',
    description: 'Efface les liens des accès personnels dont le délai est passé',
    faire: (p) => purgerAccesPersonnels(p.magasin, p.horloge()),
  },
];
