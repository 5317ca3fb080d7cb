import type { Antenne } from '#shared/contrats/commun';
import { baseAntenne, idCloture } from '#shared/contrats/ids';
import { ajouterMois } from '#shared/temps/paris';
import type { Mois } from '#shared/temps/types';
import { lirePresents, type Magasin } from '../lire';
import { aDesVisites } from './antennes-a-clore';

/**
 * [CL-1, FI-6] Earlier months in which the antenna has visits and which it has not closed: each leaves hours to those after it.
 * `premierMois`: the first of the whole service (`premierMoisDIntervention`), which asks every antenna: read once for all of them.
 */
export const anterieursOuverts = async (
  m: Magasin,
  antenne: Antenne,
  mois: Mois,
  premierMois: Mois | undefined,
): Promise<Mois[]> => {
  const ouverts: Mois[] = [];
  const base = baseAntenne(antenne);
  for (let x = premierMois ?? mois; x < mois; x = ajouterMois(x, 1)) {
    if ((await lirePresents(m, base, [idCloture(x)])).size > 0) continue;
    if (await aDesVisites(m, antenne, x)) ouverts.push(x);
  }
  return ouverts;
};
