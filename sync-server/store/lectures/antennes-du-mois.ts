import type { Antenne } from '#shared/contrats/commun';
import { baseAntenne } from '#shared/contrats/ids';
import { antennesOuvertesEn, codesAntennes } from '#shared/domain/antenne/registre';
import type { Mois } from '#shared/temps/types';
import { lireIds, type Magasin } from '../lire';

/** What a month of an antenna is made of: planned visits, and those that were made of punches. */
const VISITES = ['visite', 'intervention'] as const;

const aDesVisites = async (m: Magasin, antenne: Antenne, mois: Mois): Promise<boolean> => {
  for (const type of VISITES) {
    const plage = { debut: `${type}:${mois}`, fin: `${type}:${mois}.`, limite: 1 };
    if ((await lireIds(m, baseAntenne(antenne), plage)).length > 0) return true;
  }
  return false;
};

/**
 * [CL-1] The antennas that a month is closed of, in their order: those that were open in it, and any that has visits of it all the
 * same. The day that was given for its opening may be wrong; a visit that no closing takes is an aide who is not paid.
 */
export const antennesDuMois = async (m: Magasin, mois: Mois): Promise<Antenne[]> => {
  const ouvertes = new Set(antennesOuvertesEn(mois));
  const siennes = await Promise.all(
    codesAntennes().map(async (a) => (ouvertes.has(a) || (await aDesVisites(m, a, mois)) ? [a] : [])),
  );
  return siennes.flat();
};
