import { BASE_CENTRALE, basePointages } from '#shared/contrats/ids';
import { basesAntennes } from '#shared/domain/antenne/bases';
import { poserRegistre, REGISTRE_DE_DEPART } from '#shared/domain/antenne/registre';
import { epochMs, instantDe } from '#shared/temps/paris';
import type { Instant } from '#shared/temps/types';
import { chargerAntennes } from './antennes';
import { BASE_RESTAURATION } from './bases';
import type { Magasin } from './lire';

const JOUR_MS = 86_400_000;

/** The databases that must be there: central, antennas, and the punches of this year and of the one that is near. */
export const basesNecessaires = (maintenant: Instant): string[] => [
  BASE_CENTRALE,
  ...basesAntennes(),
  ...new Set([basePointages(maintenant), basePointages(instantDe(epochMs(maintenant) + 45 * JOUR_MS))]),
];

/** Creates those that are missing, of the antennas that the store says; how many. */
export const preparerBases = async (m: Magasin, maintenant: Instant): Promise<number> => {
  const existantes = new Set(await m.bases());
  if (existantes.has(BASE_RESTAURATION))
    throw new Error(
      'cette installation est en cours de restauration, ou une restauration y a été interrompue : attendez sa fin, ou relancez-la',
    );
  if (existantes.has(BASE_CENTRALE)) await chargerAntennes(m);
  else poserRegistre(REGISTRE_DE_DEPART);
  const manquantes = basesNecessaires(maintenant).filter((b) => !existantes.has(b));
  for (const base of manquantes) await m.creerBase(base);
  return manquantes.length;
};
