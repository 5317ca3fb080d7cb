import type { AntenneLue } from '#shared/contrats/exploitation/antenne';
import { dateEntiere } from '#shared/mots/dates';
import type { DateCivile } from '#shared/temps/types';

/** Since when an antenna is open, or from which day it is not: what is to come is not done yet. */
export const direOuverture = (
  { ouverteLe, fermeeLe }: Pick<AntenneLue, 'ouverteLe' | 'fermeeLe'>,
  aujourdhui: DateCivile,
): string => {
  if (fermeeLe !== undefined) return `${fermeeLe > aujourdhui ? 'Ferme' : 'Fermée'} le ${dateEntiere(fermeeLe)}`;
  if (ouverteLe === undefined) return 'Ouverte';
  return ouverteLe > aujourdhui ? `Ouvre le ${dateEntiere(ouverteLe)}` : `Ouverte depuis le ${dateEntiere(ouverteLe)}`;
};

/** What is said once a closing is kept. */
export const direFermeture = (libelle: string, le: DateCivile, aujourdhui: DateCivile): string =>
  `${libelle} : ${le > aujourdhui ? `ferme le ${dateEntiere(le)}` : 'fermée'}`;
