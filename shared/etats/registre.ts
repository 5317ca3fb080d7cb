import { ABSENCES } from './absences';
import { APPELS_INCOMPLETS } from './appels-incomplets';
import { HEURES_INTERVENANTS } from './heures-intervenants';
import { HEURES_USAGERS } from './heures-usagers';
import type { Etat } from './matiere';
import { PLANNING_INTERVENANTS } from './planning-intervenants';
import { PLANNING_USAGER } from './planning-usager';
import { PROFIL_USAGERS } from './profil-usagers';
import { RECAPITULATIF_MENSUEL } from './recapitulatif-mensuel';
import { RECAPITULATIF_PERIODE } from './recapitulatif-periode';
import { SUIVI_PLANS } from './suivi-plans';
import { TAUX_CORRECTION } from './taux-correction';
import { USAGERS_FINANCEURS } from './usagers-financeurs';
import { USAGERS_NON_IDENTIFIES } from './usagers-non-identifies';

/** The states of the tender's 3.1.4, in its order. */
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
];
