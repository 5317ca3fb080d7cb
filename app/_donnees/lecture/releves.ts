import type { Mois } from '#shared/temps/types';
import { telecharger } from '../../_commun/telecharger';
import { appelerFichier } from '../serveur/api';

/** The sealed statement of a closed month, with the network only; each opening is audited. Throws `EchecHttp`. */
export const prendreReleve = async (usagerId: string, mois: Mois): Promise<void> => {
  const { nom, contenu } = await appelerFichier(`/api/usagers/${encodeURIComponent(usagerId)}/releves/${mois}`);
  telecharger(contenu, nom, 'application/pdf');
};
