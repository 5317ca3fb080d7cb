import { BASE_CENTRALE } from '#shared/contrats/ids';
import { CODES_TIRES, type Corps } from '#shared/documents/fondre';
import { idAncienCode } from '../domaines/dossiers';
import { lirePresents, type Magasin } from '../store/lire';

/**
 * [FL-3] Of the codes of a person that two sides of a cut do not say alike, the one that was given up: its fingerprint was kept as
 * another took its place. It is what was there before, and must not come back. Nothing where none or all of them were.
 */
export const codesAbandonnes = async (m: Magasin, feuilles: readonly Corps[]): Promise<Corps | undefined> => {
  const avant: Corps = {};
  for (const champ of CODES_TIRES) {
    const codes = [...new Set(feuilles.flatMap((f) => (typeof f[champ] === 'string' ? f[champ] : [])))];
    if (codes.length < 2) continue;
    const connus = await lirePresents(m, BASE_CENTRALE, codes.map(idAncienCode));
    const abandonnes = codes.filter((c) => connus.has(idAncienCode(c)));
    if (abandonnes.length === 1) avant[champ] = abandonnes[0];
  }
  return Object.keys(avant).length > 0 ? avant : undefined;
};
