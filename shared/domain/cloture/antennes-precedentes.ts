import type { Antenne } from '../../contrats/commun';
import type { Usager } from '../../contrats/dossiers/dossiers';
import { ajouterJours } from '../../temps/paris';
import type { DateCivile } from '../../temps/types';

/** Civil dates, both included, during which the usager was of that antenna. */
export type PeriodePrecedente = { antenne: Antenne; de: DateCivile; a: DateCivile };

/**
 * [CL-1] What `antennes` read of the visits that a usager had elsewhere, oldest first: the periods that one of them, another
 * than the period's own, has followed by `aujourdhui`. The new antenna reads the former; the former reads nothing of what
 * came after it.
 */
export const antennesPrecedentes = (
  usager: Pick<Usager, 'antennes'>,
  antennes: readonly Antenne[],
  aujourdhui: DateCivile,
): PeriodePrecedente[] => {
  const commencees = usager.antennes.filter((a) => a.depuis <= aujourdhui);
  return commencees.flatMap(({ antenne, depuis }, i) => {
    const suivantes = commencees.slice(i + 1);
    const [suivante] = suivantes;
    if (!suivante || !suivantes.some((s) => s.antenne !== antenne && antennes.includes(s.antenne))) return [];
    return [{ antenne, de: depuis, a: ajouterJours(suivante.depuis, -1) }];
  });
};
