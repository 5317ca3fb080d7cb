import { ABSENCES } from './definitions/absences';
import { APPELS_INCOMPLETS } from './definitions/appels-incomplets';
import { EXCEPTIONS_VISITES } from './definitions/exceptions';
import { HEURES_INTERVENANTS } from './definitions/heures-intervenants';
import { HEURES_USAGERS } from './definitions/heures-usagers';
import { PLANNING_INTERVENANTS } from './definitions/planning-intervenants';
import { PLANNING_USAGER } from './definitions/planning-usager';
import { PROFIL_USAGERS } from './definitions/profil-usagers';
import { RECAPITULATIF_MENSUEL } from './definitions/recapitulatif-mensuel';
import { RECAPITULATIF_PERIODE } from './definitions/recapitulatif-periode';
import { SUIVI_PLANS } from './definitions/suivi-plans';
import { TAUX_CORRECTION } from './definitions/taux-correction';
import { USAGERS_FINANCEURS } from './definitions/usagers-financeurs';
import { USAGERS_NON_IDENTIFIES } from './definitions/usagers-non-identifies';
import type { Etat } from './matiere';

/** The states of the tender's 3.1.4, in its order, then those of the service. */
export const ETATS: readonly Etat[] = [
  HEURES_USAGERS,
  SUIVI_PLANS,
  APPELS_INCOMPLETS,
  USAGERS_FINANCEURS,
  USAGERS_NON_IDENTIFIES,
  TAUX_CORRECTION,
  PLANNING_USAGER,
  PLANNING_INTERVENANTS,
  HEURES_INTERVENANTS,
  PROFIL_USAGERS,
  RECAPITULATIF_MENSUEL,
  RECAPITULATIF_PERIODE,
  ABSENCES,
  EXCEPTIONS_VISITES,
];
