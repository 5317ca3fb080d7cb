import type { Envoi } from '#shared/contrats/financement/envoi';
import { BASE_CENTRALE } from '#shared/contrats/ids';
import type { Mois } from '#shared/temps/types';
import { deposerLot } from '../../../store/ecrire';
import type { Magasin, Stocke } from '../../../store/lire';
import { plageSure } from '../../../store/types';

/** What its answer is named by: `RETOUR_<it>.csv`. */
export const soucheEnvoi = (nom: string): string => nom.replace(/\.[^.]+$/, '');

/** Whole: one that is left out would leave a second time. */
export const lireEnvois = (m: Magasin, mois: Mois): Promise<Stocke<Envoi>[]> =>
  plageSure(m, 'envoi', {}, { de: `${mois}:`, avant: `${mois};` });

/** Written, with its new bookkeeping; undefined where another wrote it meanwhile. */
export const ecrireEnvoi = async (m: Magasin, e: Envoi & { _rev?: string }): Promise<Stocke<Envoi> | undefined> => {
  const [depot] = await deposerLot(m, BASE_CENTRALE, [e]);
  return depot && 'rev' in depot ? { ...e, _rev: depot.rev } : undefined;
};
