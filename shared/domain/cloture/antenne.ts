import type { Antenne } from '../../contrats/commun';
import type { Intervenant, Usager } from '../../contrats/dossiers/dossiers';
import { moisDe } from '../../temps/paris';
import type { DateCivile, Mois } from '../../temps/types';

/** Since ever: the first dated antenna of a usager. */
export const DEPUIS_TOUJOURS = '0001-01-01' as DateCivile;

/** [CL-1] The usager's antenna on a civil date. */
export const antenneAu = (usager: Pick<Usager, 'antennes'>, date: DateCivile): Antenne => {
  const trouvee = usager.antennes.findLast((a) => a.depuis <= date) ?? usager.antennes[0];
  if (!trouvee) throw new Error('un usager a au moins une antenne');
  return trouvee.antenne;
};

/** An aide's antenna on a civil date; of one that the files have never moved, the one that she has. */
export const antenneDeLAide = (
  { antenne, antennes }: Pick<Intervenant, 'antenne' | 'antennes'>,
  date: DateCivile,
): Antenne => (antennes ? antenneAu({ antennes }, date) : antenne);

/** Those that a usager had from a date on, oldest first. */
export const antennesDepuis = (usager: Pick<Usager, 'antennes'>, depuis: DateCivile): Antenne[] => [
  antenneAu(usager, depuis),
  ...usager.antennes.filter((a) => a.depuis > depuis).map((a) => a.antenne),
];

/** Whether the usager is of that antenna no more: one that it has that day, or will have, is its own. */
export const aQuitte = (usager: Pick<Usager, 'antennes'>, antenne: Antenne, jour: DateCivile): boolean =>
  !antennesDepuis(usager, jour).includes(antenne);

/** Days of a period, both ends included; without an end, all those that follow. */
export type Jours = { de: DateCivile; a?: DateCivile | undefined };

/** Whether the usager is of that antenna on a day of them. */
export const aUnJour = (usager: Pick<Usager, 'antennes'>, antenne: Antenne, { de, a }: Jours): boolean =>
  antenneAu(usager, de) === antenne ||
  usager.antennes.some((x) => x.antenne === antenne && x.depuis > de && (a === undefined || x.depuis <= a));

/** Those that a usager had at some time of the month. */
export const antennesDuMois = ({ antennes }: Pick<Usager, 'antennes'>, m: Mois): Antenne[] =>
  antennes
    .filter(({ depuis }, i) => {
      const suivante = antennes[i + 1];
      return (i === 0 || moisDe(depuis) <= m) && (suivante === undefined || moisDe(suivante.depuis) >= m);
    })
    .map((a) => a.antenne);
