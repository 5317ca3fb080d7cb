import type { Mois } from '#shared/temps/types';
import type { StatutAffiche } from '../../_donnees/depot/statut-affiche';

/** Several statuses in one address: each line that has one of them. */
const SEPARATEUR = ',';
export const ecrireStatuts = (statuts: readonly StatutAffiche[]): string => statuts.join(SEPARATEUR);
export const lireStatuts = (valeur: string): string[] => valeur.split(SEPARATEUR);

/** A choice of the filter « Anomalie »: punched during an absence, and seen by nobody yet. */
export const POINTEE_EN_ABSENCE = 'POINTEE_EN_ABSENCE';

/** The month's list, narrowed. */
export const interventions = (mois: Mois, plus: Record<string, string>): string =>
  `/interventions/?${new URLSearchParams({ mois, filtre: 'toutes', ...plus })}`;
