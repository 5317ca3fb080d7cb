import type { Antenne } from '../../contrats/commun';
import { ficheAntenne, libelleAntenne } from '../antenne/registre';

/** Where an antenna receives (tender, 1.3): printed at the head of the statement. */
export const coordonneesAntenne = (a: Antenne): { nom: string; adresse: readonly [string, string] } => ({
  nom: `Paris domicile ${libelleAntenne(a)}`,
  adresse: ficheAntenne(a)?.adresse ?? ['', ''],
});
