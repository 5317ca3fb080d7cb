import { BASE_CENTRALE } from '#shared/contrats/ids';
import type { Attente } from '#shared/contrats/pointages/derives';
import type { Appel } from '#shared/contrats/pointages/pointage';
import { SUSPENS_CENTRAUX_MAX, type SuspensCentraux } from '#shared/contrats/pointages/suspens-centraux';
import { debutDuJour } from '#shared/temps/paris';
import type { DateCivile } from '#shared/temps/types';
import { type AccesMagasin, lirePlage, plageDuType } from '../../../ports/documents';

const lire = async <T extends object>(m: AccesMagasin, type: string, depuis: string): Promise<T[]> =>
  (await lirePlage<T>(m, BASE_CENTRALE, { debut: `${type}:${depuis}`, fin: plageDuType(type).fin })).map(
    ({ _rev, ...d }) => d as unknown as T,
  );

/** The central queue from a civil date on, the latest first [PT-4, PT-5]. */
export const lireSuspensCentraux = async (m: AccesMagasin, depuis: DateCivile): Promise<SuspensCentraux> => {
  const attentes = (await lire<Attente>(m, 'attente', depuis)).reverse();
  const appels = (await lire<Appel>(m, 'appel', debutDuJour(depuis))).reverse();
  return {
    attentes: attentes.slice(0, SUSPENS_CENTRAUX_MAX),
    appels: appels.slice(0, SUSPENS_CENTRAUX_MAX),
    reste: {
      attentes: Math.max(0, attentes.length - SUSPENS_CENTRAUX_MAX),
      appels: Math.max(0, appels.length - SUSPENS_CENTRAUX_MAX),
    },
  };
};
