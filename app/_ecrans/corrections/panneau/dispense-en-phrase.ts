import { SANS_TELEGESTION } from '#shared/domain/alerte/dispenses';
import type { Ligne } from '../../../_donnees/depot/lignes';

/** [PT-7] Why no punch is expected of a visit, and what to do instead; empty where there is nothing to say of it. */
export const direDispense = ({
  statut,
  dispense,
  quandDepart,
  retenue,
  enAbsence,
}: Pick<Ligne, 'statut' | 'dispense' | 'quandDepart' | 'retenue' | 'enAbsence'>): string => {
  if (dispense === undefined) return '';
  if (dispense === SANS_TELEGESTION)
    return `Usager sans télégestion : la visite ne se pointe pas par téléphone, elle vient par une fiche${statut === 'FICHE_A_SAISIR' ? ', qui reste à saisir' : ''}.`;
  if (statut === 'A_RETIRER')
    return `Prévue ${quandDepart} : faites-la retirer du planning dans Millésime, puis annulez-la ici. Prévenez l’aide.`;
  if (statut === 'ABSENCE') return `Usager absent (${dispense}) : aucun pointage n’est attendu.`;
  // [AL-5] On the first or the last day, and over before the absence was noted.
  if (statut === 'NON_POINTEE')
    return `Absence (${dispense}) notée après l’heure de cette visite, le jour où elle commence ou finit : dites si la visite a eu lieu.`;
  if (retenue.supprimee) return '';
  const aVerifier = enAbsence && !enAbsence.vue;
  const verifier = 'vérifiez que cette visite a eu lieu.';
  if (quandDepart) return `Pointée ${quandDepart}${aVerifier ? ` : ${verifier}` : '.'}`;
  return `Usager absent (${dispense}) : ${aVerifier ? verifier : 'cette visite a eu lieu tout de même.'}`;
};
