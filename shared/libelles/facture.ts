import type { Facture } from '../contrats/financement/envoi';
import { DISPOSITIFS_EN_MOTS } from '../etats/mots';

/** `1er`, `13e`. */
export const arrondissementEnMots = (n: number): string => (n === 1 ? '1er' : `${n}e`);

/** « ASL personnes âgées, 1er arrondissement »: what tells an invoice of a month from the others. */
export const nommerFacture = (f: Pick<Facture, 'nature' | 'arrondissement'>): string =>
  `${DISPOSITIFS_EN_MOTS[f.nature]}, ${arrondissementEnMots(f.arrondissement)} arrondissement`;
