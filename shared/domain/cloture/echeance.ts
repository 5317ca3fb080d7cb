import type { Antenne } from '../../contrats/commun';
import type { Parametres } from '../../contrats/exploitation/parametre';
import { dateEntiere } from '../../mots/dates';
import { pluriel } from '../../mots/nombres';
import { prochainOuvre } from '../../temps/ouvres';
import { ajouterJours, ajouterMois, dernierJour, ecartJours, premierJour } from '../../temps/paris';
import type { DateCivile, Mois } from '../../temps/types';

// [CL-1] The day before whose end an antenna closes a month: it is said, and refuses nothing.

type Reglages = Pick<Parametres, 'echeanceCloture' | 'echeancesAntennes'>;

/** [CL-1] By the parameters of the month's last day; the next working day where that one is none. */
export const echeanceDe = (mois: Mois, antenne: Antenne, reglagesAu: (d: DateCivile) => Reglages): DateCivile => {
  const { echeanceCloture, echeancesAntennes } = reglagesAu(dernierJour(mois));
  const jour = echeancesAntennes[antenne] ?? echeanceCloture;
  return prochainOuvre(ajouterJours(premierJour(ajouterMois(mois, 1)), jour - 1));
};

/** From so many days before on, it is told by mail too, and stands out on the screen. */
const PROCHE_J = 3;

export type EtatEcheance = 'LOINTAINE' | 'PROCHE' | 'PASSEE';
export const etatEcheance = (echeance: DateCivile, aujourdhui: DateCivile): EtatEcheance => {
  const restent = ecartJours(aujourdhui, echeance);
  return restent < 0 ? 'PASSEE' : restent <= PROCHE_J ? 'PROCHE' : 'LOINTAINE';
};

const leJour = (echeance: DateCivile, aujourdhui: DateCivile): string => {
  if (echeance === aujourdhui) return 'aujourd’hui';
  const dit = dateEntiere(echeance);
  return `le ${echeance.slice(0, 4) === aujourdhui.slice(0, 4) ? dit.slice(0, -5) : dit}`;
};

/** « à clore le 10 décembre au plus tard », « en retard de 3 jours » */
export const direEcheance = (echeance: DateCivile, aujourdhui: DateCivile): string =>
  etatEcheance(echeance, aujourdhui) === 'PASSEE'
    ? `en retard de ${pluriel(ecartJours(echeance, aujourdhui), 'jour')}`
    : `à clore ${leJour(echeance, aujourdhui)} au plus tard`;
