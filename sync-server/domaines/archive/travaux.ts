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
    // From the 4th on, once a month: again at each hour of the nights after, where the service was stopped, or something else was being written; any night, where one was cut.
    quand: '40 2-6 * * *',
    description:
      'Efface, une fois par mois, à partir du 4, ce que les durées de conservation ne gardent plus, sauf ce qui est gelé ; achève une purge qui a été coupée',
    faire: (p) => p.conservation.purger(),
  },
];
