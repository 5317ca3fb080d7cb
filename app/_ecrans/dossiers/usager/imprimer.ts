import type { ModeFictif } from '#shared/contrats/acces/compte';
import type { FeuilleUsager } from './feuille-usager';

/** The sheet for the usager's telephone; what draws it is loaded when first asked for, from the service worker's copy. */
export const imprimerFeuille = async (
  feuille: FeuilleUsager,
  usagerId: string,
  mode: ModeFictif | undefined,
): Promise<void> => {
  const [{ composerFeuilleUsager }, { chargerPolices }, { telecharger }] = await Promise.all([
    import('./feuille-usager'),
    import('../../../_ui/papier/polices'),
    import('../../../_commun/telecharger'),
  ]);
  const octets = composerFeuilleUsager(feuille, await chargerPolices(), mode);
  telecharger(octets, `telephone-${usagerId}.pdf`, 'application/pdf');
};
