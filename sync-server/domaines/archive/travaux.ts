import type { Travail } from '../../socle/travaux';
import type { TravauxConservation } from './conservation/travaux';

export type PortsTravauxArchive = { conservation: TravauxConservation };

export const TRAVAUX_ARCHIVE: readonly Travail<PortsTravauxArchive>[] = [
  {
    nom: 'archiver-releves',
    // At night: the whole service's statements take the processor for half a minute.
    quand: '50 3-6 * * *',
    description:
      'Archive les relevés des mois clos qui ne le sont pas encore ; essaie de nouveau, la même nuit, tant que c’est refusé',
    faire: (p) => p.conservation.archiver(),
  },
  {
    nom: 'horodater-archive',
    quand: '23 * * * *',
    description: 'Redemande à l’autorité l’horodatage que le dernier mois archivé n’a pas encore',
    faire: (p) => p.conservation.horodater(),
  },
  {
    nom: 'purger',
    // Again at each hour of that night where the service was stopped, or something else was being written.
    quand: '40 2-6 4 * *',
    description: 'Efface, une fois par mois, ce que les durées de conservation ne gardent plus, sauf ce qui est gelé',
    faire: (p) => p.conservation.purger(),
  },
];
