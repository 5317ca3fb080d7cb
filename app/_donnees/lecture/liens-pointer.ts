import type { Antenne } from '#shared/contrats/commun';
import {
  FEUILLES_MAX,
  type FeuillesPointer,
  feuillesPointerSchema,
  lienPointerDonneSchema,
  lienPointerLuSchema,
} from '#shared/contrats/pointages/pointer';
import { suivi } from '../acces/etat';
import { envoyer } from '../serveur/api';
import { liensDonnes } from './liens-donnes';

// [PT-9] The links and the sheets that an antenna gives, to punch without a telephone.

const RACINE = '/api/liens-pointer';

export const {
  lire: lireLienPointer,
  donner: donnerLienPointer,
  retirer: retirerLienPointer,
} = liensDonnes(RACINE, lienPointerLuSchema, lienPointerDonneSchema);

/** A sheet for each of these usagers that has none; however many they are. */
export const donnerFeuillesPointer = async (
  antenne: Antenne,
  usagers: readonly string[],
): Promise<FeuillesPointer['feuilles']> => {
  const toutes: FeuillesPointer['feuilles'] = [];
  for (let n = 0; n < usagers.length; n += FEUILLES_MAX) {
    const lot = { antenne, usagers: usagers.slice(n, n + FEUILLES_MAX) };
    toutes.push(...feuillesPointerSchema.parse(await suivi(envoyer(`${RACINE}/feuilles`, lot))).feuilles);
  }
  return toutes;
};
