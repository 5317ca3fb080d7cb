import type { Antenne } from '../../contrats/commun';
import type { Instant } from '../../temps/types';
import { nomAntenneAu } from '../antenne/registre';

/** Where an antenna receives (tender, 1.3): printed at the head of the statement. `quand`: what it was called then; absent: is now. */
export const coordonneesAntenne = (
  a: Antenne,
  quand?: Instant,
): { nom: string; adresse: readonly [string, string] } => {
  const { libelle, adresse } = nomAntenneAu(a, quand);
  return { nom: `Paris domicile ${libelle}`, adresse };
};
