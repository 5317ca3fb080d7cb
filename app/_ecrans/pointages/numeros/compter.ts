import { dateParis } from '#shared/temps/paris';
import type { DateCivile } from '#shared/temps/types';
import { maintenant } from '../../../_donnees/base/horloge';
import type { EtatDepot } from '../../../_donnees/depot/etat-depot';
import { numerosDuPoste } from '../../../_ui/personnes/connus';
import { resteSansSuite, suivreAppels } from './appels/suivi-appels';
import { resteAFaire } from './autour';
import { grouper } from './groupes';
import { aProposer, trier } from './suspens';

export type ComptesNumeros = { inconnus: number; propositions: number; appels: number };

/** Work to do on numbers: those to attach, those proposed, and today's failed calls that still ask for something. */
export const compterNumeros = (etat: EtatDepot, poste: string, aujourdhui: DateCivile): ComptesNumeros => {
  const { attentes, appels, propositions } = trier(etat.suspens);
  if (attentes.length + appels.length + propositions.length === 0) return { inconnus: 0, propositions: 0, appels: 0 };
  const connus = numerosDuPoste(etat, poste);
  const duJour = appels.filter((a) => dateParis(a.instant) === aujourdhui);
  return {
    inconnus: grouper(resteAFaire(etat, attentes), connus, maintenant()).filter((g) => g.rattache === undefined).length,
    propositions: aProposer(propositions, connus, aujourdhui).length,
    appels: suivreAppels(etat, duJour, attentes, connus).filter(resteSansSuite).length,
  };
};
