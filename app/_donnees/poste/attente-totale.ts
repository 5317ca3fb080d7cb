import { CODES_ANTENNES } from '#shared/contrats/commun';
import { nomBase } from '../base/noms';
import { lireAttente, lireCompte } from '../base/stockage';

/** What the account of this PC typed and that the server does not have, for all its antennas. */
export const attenteTotale = (): number => {
  const compte = lireCompte();
  if (!compte) return 0;
  return CODES_ANTENNES.reduce((n, a) => n + lireAttente(nomBase(compte.identifiant, a)), 0);
};
