import type { Unite } from '../contrats/unite';
import type { ColonneEtat } from './contrat';

const colonne =
  (unite: Unite, total?: 'somme') =>
  (cle: string, titre: string): ColonneEtat => ({ cle, titre, unite, ...(total ? { total } : {}) });

export const texte = colonne('texte');
export const jour = colonne('date');
export const mois = colonne('mois');
export const instant = colonne('instant');
export const telephone = colonne('telephone');
export const taux = colonne('pourcent');
/** Minutes and counts that add up, and those that do not (distinct persons, averages, extremes). */
export const minutes = colonne('minutes', 'somme');
export const minutesSeules = colonne('minutes');
export const nombre = colonne('nombre', 'somme');
export const nombreSeul = colonne('nombre');

export const USAGER = texte('usager', 'Usager');
export const USAGER_ID = texte('usagerId', 'Identifiant Millésime');
export const INTERVENANT = texte('intervenant', 'Aide à domicile');
export const INTERVENANT_ID = texte('intervenantId', 'Identifiant de l’aide');
export const FINANCEUR = texte('financeur', 'Financeur');
export const PRESTATION = texte('prestation', 'Prestation');
export const VISITES = nombre('visites', 'Visites réalisées');
export const DUREE = minutes('duree', 'Heures réalisées');
/** Beside the real ones, it says which it is. */
export const ARRONDIES = minutes('duree', 'Heures réalisées, arrondies');
/** [DU-1] Real minutes: from call to call where a visit has both, and of its retained hours before any rounding. */
export const BRUTES = minutes('brutes', 'Heures pointées');
export const REELLES = minutes('reelles', 'Heures retenues, réelles');
export const COMPLEMENTAIRES = minutes('complementaires', 'Minutes complémentaires');
export const FACTUREES = minutes('facturees', 'Heures facturées');
/** [CL-4] What a closing found changed in the months closed before it: signed, shown in its own month. */
export const REGULARISEES = minutes('regularisees', 'Régularisé sur des mois antérieurs');
