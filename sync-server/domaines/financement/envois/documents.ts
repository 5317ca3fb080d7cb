import type { Envoi } from '#shared/contrats/financement/envoi';
import { BASE_CENTRALE } from '#shared/contrats/ids';
import type { Mois } from '#shared/temps/types';
import { type AccesMagasin, ecrireLot, lirePlage, type Stocke } from '../../../ports/documents';

export const lireEnvois = (m: AccesMagasin, mois: Mois): Promise<Stocke<Envoi>[]> =>
  lirePlage<Envoi>(m, BASE_CENTRALE, { debut: `envoi:${mois}:`, fin: `envoi:${mois};` });

/** Written, with its new bookkeeping; undefined where another wrote it meanwhile. */
export const ecrireEnvoi = async (
  m: AccesMagasin,
  e: Envoi & { _rev?: string },
): Promise<Stocke<Envoi> | undefined> => {
  const [ligne] = await ecrireLot(m, BASE_CENTRALE, [e]);
  if (ligne?.rev !== undefined) return { ...e, _rev: ligne.rev };
  if (ligne?.erreur === 'conflict') return undefined;
  throw new Error(`envoi non écrit (${ligne?.erreur ?? 'sans réponse'})`);
};
