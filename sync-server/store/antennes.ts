import type { FicheAntenne } from '#shared/contrats/antenne';
import type { AntenneStockee } from '#shared/contrats/exploitation/antenne';
import { BASE_CENTRALE, idAntenne } from '#shared/contrats/ids';
import { poserRegistre, REGISTRE_DE_DEPART } from '#shared/domain/antenne/registre';
import type { Instant } from '#shared/temps/types';
import { ajouter, sansReponse } from './ecrire';
import type { Magasin, Stocke } from './lire';
import { plageSure } from './types';

// [decision 0116] What the store says of the antennas, and the register of this process after it.

/** Who wrote what nobody has touched since the first start. */
const DEPART = 'DEPART';

const ficheDe = ({
  code,
  libelle,
  arrondissements,
  arrondissementsAvant,
  adresse,
  avant,
  ouverteLe,
  fermeeLe,
}: AntenneStockee): FicheAntenne => ({
  code,
  libelle,
  arrondissements,
  adresse,
  ...(arrondissementsAvant === undefined ? {} : { arrondissementsAvant }),
  ...(avant === undefined ? {} : { avant }),
  ...(ouverteLe === undefined ? {} : { ouverteLe }),
  ...(fermeeLe === undefined ? {} : { fermeeLe }),
});

/** Those of the store, in order; none in one of a former version, or that begins. */
export const lireAntennes = async (m: Magasin): Promise<Stocke<AntenneStockee>[]> =>
  (await plageSure(m, 'antenne', {})).sort((a, b) => a.rang - b.rang || (a.code < b.code ? -1 : 1));

/** Sets the register of this process after the store; where that holds none, the first ones are. */
export const chargerAntennes = async (m: Magasin): Promise<void> => {
  const lues = await lireAntennes(m);
  poserRegistre(lues.length === 0 ? REGISTRE_DE_DEPART : lues.map(ficheDe));
};

/**
 * Writes the first ones where there are none. Two who begin at once write the same; one that stopped midway is gone on with, as long
 * as nobody has created or changed any.
 */
export const semerAntennes = async (m: Magasin, maintenant: Instant): Promise<void> => {
  const lues = await lireAntennes(m);
  if (lues.length >= REGISTRE_DE_DEPART.length || lues.some((a) => a.auteur !== DEPART)) return;
  for (const [rang, fiche] of REGISTRE_DE_DEPART.entries()) {
    const doc: AntenneStockee = {
      _id: idAntenne(fiche.code),
      type: 'antenne',
      ...fiche,
      rang,
      auteur: DEPART,
      instant: maintenant,
    };
    sansReponse(await ajouter(m, BASE_CENTRALE, doc));
  }
};
