import type { Destination } from '#shared/contrats/financement/envoi';
import { codesAntennes } from '#shared/domain/antenne/registre';
import { moisAttendus, premierSuivi } from '#shared/domain/dases/attendus';
import type { Mois } from '#shared/temps/types';
import { ouvrirPasse } from '../../../store/lectures/clos';
import type { Magasin } from '../../../store/lire';
import { plageSure } from '../../../store/types';

/** [CL-4] Months closed before that one that have not left. Whole: a sending that is left out would hold a month back. */
export const lireAttendus = async (
  m: Magasin,
  quoi: { mois: Mois; destination: Destination },
): Promise<ReturnType<typeof moisAttendus>> => {
  const [envois, passe] = await Promise.all([
    plageSure(m, 'envoi', {}, { de: `${premierSuivi(quoi.mois)}:`, avant: `${quoi.mois};` }),
    ouvrirPasse(m),
  ]);
  return moisAttendus(
    envois,
    codesAntennes().map((a) => [a, passe.clotures(a)] as const),
    quoi,
  );
};
