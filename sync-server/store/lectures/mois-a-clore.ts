import type { Antenne } from '#shared/contrats/commun';
import { baseAntenne, idCloture } from '#shared/contrats/ids';
import { ajouterMois } from '#shared/temps/paris';
import type { Mois } from '#shared/temps/types';
import { lirePresents, type Magasin } from '../lire';
import { aDesVisites } from './antennes-a-clore';
import { premierMoisDIntervention } from './mois';

/** [CL-1, FI-6] Earlier months in which the antenna has visits and which it has not closed: each leaves hours to those after it. */
export const anterieursOuverts = async (
  m: Magasin,
  antenne: Antenne,
  mois: Mois,
  premierMois = premierMoisDIntervention(m),
): Promise<Mois[]> => {
  const ouverts: Mois[] = [];
  const base = baseAntenne(antenne);
  const premier = await premierMois;
  for (let x = premier ?? mois; x < mois; x = ajouterMois(x, 1)) {
    if ((await lirePresents(m, base, [idCloture(x)])).size > 0) continue;
    if (await aDesVisites(m, antenne, x)) ouverts.push(x);
  }
  return ouverts;
};
