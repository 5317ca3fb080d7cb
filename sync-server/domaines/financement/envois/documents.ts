import type { Envoi } from '#shared/contrats/financement/envoi';
import { BASE_CENTRALE } from '#shared/contrats/ids';
import type { Mois } from '#shared/temps/types';
import { deposerLot } from '../../../store/ecrire';
import { lirePlage, type Magasin, type Stocke } from '../../../store/lire';

export const lireEnvois = (m: Magasin, mois: Mois): Promise<Stocke<Envoi>[]> =>
  lirePlage<Envoi>(m, BASE_CENTRALE, { debut: `envoi:${mois}:`, fin: `envoi:${mois};` });

/** Written, with its new bookkeeping; undefined where another wrote it meanwhile. */
export const ecrireEnvoi = async (m: Magasin, e: Envoi & { _rev?: string }): Promise<Stocke<Envoi> | undefined> => {
  const [depot] = await deposerLot(m, BASE_CENTRALE, [e]);
  return depot && 'rev' in depot ? { ...e, _rev: depot.rev } : undefined;
};
