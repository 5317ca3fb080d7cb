import type { Compte } from '#shared/contrats/acces/compte';
import { idCompte } from '#shared/contrats/ids';
import type { Magasin } from '../../store/lire';
import { lireType, plageType } from '../../store/types';

export type CompteTrouve = Compte | 'INCONNU' | 'AMBIGU';

/**
 * The account of whom the provider names: one that exists already, since nobody gets in by being known elsewhere. By its
 * address for the claim `email`, by its identifier for any other.
 */
export const trouverCompte = async (m: Magasin, champ: string, valeur: string): Promise<CompteTrouve> => {
  const cherche = valeur.toLowerCase();
  if (champ !== 'email') return (await lireType(m, 'compte', idCompte(cherche), {})) ?? 'INCONNU';
  const tous = await plageType(m, 'compte', {});
  const siens = tous.filter((c) => c.courriel?.toLowerCase() === cherche);
  const actifs = siens.filter((c) => c.actif);
  if (actifs.length > 1) return 'AMBIGU';
  return actifs[0] ?? siens[0] ?? 'INCONNU';
};
