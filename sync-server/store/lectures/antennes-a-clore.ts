import type { Antenne } from '#shared/contrats/commun';
import { baseAntenne } from '#shared/contrats/ids';
import { antennesOuvertesEn, codesAntennes } from '#shared/domain/antenne/registre';
import type { Mois } from '#shared/temps/types';
import { lireIds, type Magasin } from '../lire';

/** [CL-1] Whether the antenna has something of that month to close: visits, as they were paired. */
export const aDesVisites = async (m: Magasin, antenne: Antenne, mois: Mois): Promise<boolean> => {
  const plage = { debut: `intervention:${mois}`, fin: `intervention:${mois}.`, limite: 1 };
  return (await lireIds(m, baseAntenne(antenne), plage)).length > 0;
};

/**
 * [CL-1] The antennas that a month is closed of, in their order: those that were open in it, and any that has visits of it all the
 * same. The day that was given for its opening may be wrong; a visit that no closing takes is an aide who is not paid.
 */
export const antennesAClore = async (m: Magasin, mois: Mois): Promise<Antenne[]> => {
  const ouvertes = new Set(antennesOuvertesEn(mois));
  const siennes = await Promise.all(
    codesAntennes().map(async (a) => (ouvertes.has(a) || (await aDesVisites(m, a, mois)) ? [a] : [])),
  );
  return siennes.flat();
};
