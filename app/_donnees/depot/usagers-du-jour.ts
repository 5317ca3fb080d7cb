import type { Antenne } from '#shared/contrats/commun';
import type { Usager } from '#shared/contrats/dossiers/dossiers';
import { antenneAu } from '#shared/domain/cloture/antenne';
import type { DateCivile } from '#shared/temps/types';
import type { EtatDepot } from './etat-depot';

/** [CL-1] Usagers of an antenna on a date; this PC holds those that it had, too. No date: all of them. */
export const usagersDuJour = (
  { usagers }: Pick<EtatDepot, 'usagers'>,
  antenne: Antenne,
  date: DateCivile | undefined,
): Usager[] => [...usagers.values()].filter((u) => date === undefined || antenneAu(u, date) === antenne);
