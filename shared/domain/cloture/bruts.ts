import type { BrutFige, EtatFige } from '../../contrats/cloture/cloture';

// Raw hours of a visit that passes the month's end, where a neighbouring month has given one of its sides.

/** [CL-3] The row of BRUT: the sides that it gives, and its status by them, for one punch is in one BRUT. */
export const direBrut = (b: BrutFige): BrutFige => {
  if (b.horsBrut === undefined) return b;
  const { arrivee, idPointageArrivee, depart, idPointageDepart, ...reste } = b;
  return b.horsBrut === 'ARRIVEE'
    ? { ...reste, depart, idPointageDepart, statut: 'SANS_ARRIVEE' }
    : { ...reste, arrivee, idPointageArrivee, statut: 'SANS_DEPART' };
};

/** Those of the month's own visits: a departure that the month before closed without is of a visit of that month, and counted there. */
export const brutsDuMois = (e: Pick<EtatFige, 'bruts'>): readonly BrutFige[] =>
  e.bruts.filter((b) => b.horsBrut !== 'ARRIVEE');
