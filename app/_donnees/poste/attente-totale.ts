import { codesAntennes } from '#shared/domain/antenne/registre';
import { nomBase } from '../base/noms';
import { lireAttente, lireCompte } from '../base/stockage';

/** What the account of this PC typed and that the server does not have, for all its antennas. */
export const attenteTotale = (): number => {
  const compte = lireCompte();
  if (!compte) return 0;
  return codesAntennes().reduce((n, a) => n + lireAttente(nomBase(compte.identifiant, a)), 0);
};
