import type { Antenne } from '../../contrats/commun';
import type { Usager } from '../../contrats/dossiers/dossiers';
import type { DateCivile } from '../../temps/types';

/** Since ever: the first dated antenna of a usager. */
export const DEPUIS_TOUJOURS = '0001-01-01' as DateCivile;

/** [CL-1] The usager's antenna on a civil date. */
export const antenneAu = (usager: Pick<Usager, 'antennes'>, date: DateCivile): Antenne => {
  const trouvee = usager.antennes.findLast((a) => a.depuis <= date) ?? usager.antennes[0];
  if (!trouvee) throw new Error('un usager a au moins une antenne');
  return trouvee.antenne;
};

/** Those that a usager had from a date on, oldest first. */
export const antennesDepuis = (usager: Pick<Usager, 'antennes'>, depuis: DateCivile): Antenne[] => [
  antenneAu(usager, depuis),
  ...usager.antennes.filter((a) => a.depuis > depuis).map((a) => a.antenne),
];
