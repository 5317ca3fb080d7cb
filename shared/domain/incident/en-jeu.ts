import type { EtatIncident, IncidentsLus } from '../../contrats/exploitation/incident';

/** In which states an incident waits for each side. */
const ATTEND: Readonly<Record<IncidentsLus['cote'], readonly EtatIncident[]>> = {
  ASSISTANCE: ['SIGNALE', 'PRIS'],
  SERVICE: ['ATTENTE', 'RESOLU'],
};

/** Whose turn it is: what waits for this side stands first in the eye, and is counted in its menu. */
export const enJeu = (i: { etat: EtatIncident }, cote: IncidentsLus['cote']): boolean => ATTEND[cote].includes(i.etat);
