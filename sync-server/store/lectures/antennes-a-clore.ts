import type { Antenne } from '#shared/contrats/commun';
import { baseAntenne } from '#shared/contrats/ids';
import { antennesOuvertesEn, codesAntennes } from '#shared/domain/antenne/registre';
import type { Mois } from '#shared/temps/types';
import { lireIds, type Magasin } from '../lire';
import { peutAvoirADire } from './a-dire';
import { lireMoisClos } from './mois-clos';

/** [CL-1] Whether the antenna has something of that month to close: visits, as they were paired. */
export const aDesVisites = async (m: Magasin, antenne: Antenne, mois: Mois): Promise<boolean> => {
  const plage = { debut: `intervention:${mois}`, fin: `intervention:${mois}.`, limite: 1 };
  return (await lireIds(m, baseAntenne(antenne), plage)).length > 0;
};

/**
 * [CL-4] Those that take nobody any more, and whose closed months have changed since they were told: the month says it for them, as the
 * first that is not closed of all the others, or no closing ever would.
 */
const quiOntADire = async (m: Magasin, mois: Mois, autres: readonly Antenne[]): Promise<Antenne[]> => {
  const restantes = codesAntennes().filter((a) => !autres.includes(a));
  if (restantes.length === 0) return [];
  const moisClos = await lireMoisClos(m);
  const enCours = autres.some((a) => moisClos.get(a)?.has(mois) !== true);
  const siennes = await Promise.all(
    restantes.map(async (a) => {
      const clos = [...(moisClos.get(a) ?? [])];
      if (clos.includes(mois)) return [a];
      return enCours && clos.every((x) => x < mois) && (await peutAvoirADire(m, a, clos)) ? [a] : [];
    }),
  );
  return siennes.flat();
};

/**
 * [CL-1] The antennas that a month is closed of, in their order: those that were open in it, and any that has visits of it all the
 * same, or something to say of the months before. The day that was given for its opening may be wrong; a visit that no closing takes
 * is an aide who is not paid.
 */
export const antennesAClore = async (m: Magasin, mois: Mois): Promise<Antenne[]> => {
  const ouvertes = new Set(antennesOuvertesEn(mois));
  const duMois = (
    await Promise.all(codesAntennes().map(async (a) => (ouvertes.has(a) || (await aDesVisites(m, a, mois)) ? [a] : [])))
  ).flat();
  const toutes = new Set([...duMois, ...(await quiOntADire(m, mois, duMois))]);
  return codesAntennes().filter((a) => toutes.has(a));
};
