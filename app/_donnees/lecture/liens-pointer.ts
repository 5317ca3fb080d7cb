import type { Sujet } from '#shared/contrats/acces/acces-personnel';
import type { Antenne } from '#shared/contrats/commun';
import {
  FEUILLES_MAX,
  type FeuillesPointer,
  feuillesPointerSchema,
  type LienPointerDonne,
  type LienPointerLu,
  lienPointerDonneSchema,
  lienPointerLuSchema,
} from '#shared/contrats/pointages/pointer';
import { suivi } from '../acces/etat';
import { appeler, envoyer } from '../serveur/api';

// [PT-9] The links and the sheets that an antenna gives, to punch without a telephone.

const chemin = (s: Sujet): string => `/api/liens-pointer/${s.genre.toLowerCase()}/${encodeURIComponent(s.id)}`;
export const lireLienPointer = async (s: Sujet): Promise<LienPointerLu> =>
  lienPointerLuSchema.parse(await suivi(appeler(chemin(s))));
export const donnerLienPointer = async (s: Sujet): Promise<LienPointerDonne> =>
  lienPointerDonneSchema.parse(await suivi(envoyer(chemin(s), {})));
export const retirerLienPointer = async (s: Sujet): Promise<void> => {
  await suivi(appeler(chemin(s), { method: 'DELETE' }));
};

/** A sheet for each of these usagers that has none; however many they are. */
export const donnerFeuillesPointer = async (
  antenne: Antenne,
  usagers: readonly string[],
): Promise<FeuillesPointer['feuilles']> => {
  const toutes: FeuillesPointer['feuilles'] = [];
  for (let n = 0; n < usagers.length; n += FEUILLES_MAX) {
    const lot = { antenne, usagers: usagers.slice(n, n + FEUILLES_MAX) };
    toutes.push(...feuillesPointerSchema.parse(await suivi(envoyer('/api/liens-pointer/feuilles', lot))).feuilles);
  }
  return toutes;
};
