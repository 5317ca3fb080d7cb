import type { Rythme } from '../../contrats/chiffres/selection-etat';
import { moisDe, premierJour } from '../../temps/paris';
import type { DateCivile } from '../../temps/types';
import { periodeDe } from '../periodes';

/** The last day on which a selection was due, this one included. */
export const derniereEcheance = (r: Rythme, aujourdhui: DateCivile): DateCivile => {
  if (r === 'JOUR') return aujourdhui;
  return r === 'SEMAINE' ? periodeDe('semaine', aujourdhui).du : premierJour(moisDe(aujourdhui));
};
