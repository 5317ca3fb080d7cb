import type { StatutBrut, StatutRetenu } from '../../contrats/corrections/intervention';

/** What one intervention counts for in the rates of calls. */
type AppelsComptes = {
  /** Punched, and over. */
  pointee: boolean;
  /** "Appel incomplet": raw, whatever was done of it. */
  incomplete: boolean;
  /** Of the incomplete ones: completed by a correction, or deleted. */
  incompleteCorrigee: boolean;
  /** Those, and the complete ones of which a correction changed something. */
  corrigee: boolean;
  /** With no punch. */
  creee: boolean;
};

export const estIncomplet = (statut: StatutBrut | StatutRetenu | undefined): boolean =>
  statut === 'SANS_ARRIVEE' || statut === 'SANS_DEPART';

/**
 * [RG] The one definition of what states and dashboards count of calls. An intervention under way is in no rate yet [AP-5], even
 * if its departure was typed already. A complete one that was deleted is an intervention no more; an incomplete one that was
 * deleted is an incomplete call that was dealt with. [PT-7] Who calls leaves out the usagers without télégestion.
 */
export const compterAppels = (brut: StatutBrut | undefined, statut: StatutRetenu): AppelsComptes => {
  const incomplete = estIncomplet(brut);
  const complete = brut === 'COMPLETE' && statut !== 'ANNULEE';
  const incompleteCorrigee = incomplete && !estIncomplet(statut);
  return {
    pointee: incomplete || complete,
    incomplete,
    incompleteCorrigee,
    corrigee: incompleteCorrigee || (complete && statut === 'CORRIGEE'),
    creee: statut === 'CREEE',
  };
};
