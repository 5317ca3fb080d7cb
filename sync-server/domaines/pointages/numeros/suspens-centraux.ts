import { BASE_CENTRALE } from '#shared/contrats/ids';
import type { Attente } from '#shared/contrats/pointages/derives';
import type { Appel } from '#shared/contrats/pointages/pointage';
import { SUSPENS_CENTRAUX_MAX, type SuspensCentraux } from '#shared/contrats/pointages/suspens-centraux';
import { sansRemplacees } from '#shared/domain/pointage/attentes';
import { debutDuJour } from '#shared/temps/paris';
import type { DateCivile } from '#shared/temps/types';
import { type Magasin, sansRev } from '../../../store/lire';
import { plageType } from '../../../store/types';

/** The central queue from a civil date on, the latest first [PT-4, PT-5]. */
export const lireSuspensCentraux = async (m: Magasin, depuis: DateCivile): Promise<SuspensCentraux> => {
  const lues = await plageType(m, 'attente', { base: BASE_CENTRALE }, { de: depuis });
  const attentes = sansRemplacees(lues.map(sansRev<Attente>)).reverse();
  const appels = (await plageType(m, 'appel', { base: BASE_CENTRALE }, { de: debutDuJour(depuis) }))
    .map(sansRev<Appel>)
    .reverse();
  return {
    attentes: attentes.slice(0, SUSPENS_CENTRAUX_MAX),
    appels: appels.slice(0, SUSPENS_CENTRAUX_MAX),
    reste: {
      attentes: Math.max(0, attentes.length - SUSPENS_CENTRAUX_MAX),
      appels: Math.max(0, appels.length - SUSPENS_CENTRAUX_MAX),
    },
  };
};
