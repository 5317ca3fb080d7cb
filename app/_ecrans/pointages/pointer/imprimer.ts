import type { ModeFictif } from '#shared/contrats/acces/compte';
import type { FeuillePointer, TeteFeuilles } from './feuille-pointer';

/** The sheets, as one file; what draws them is loaded when first asked for, from the service worker's copy. */
export const imprimerFeuillesPointer = async (
  tete: TeteFeuilles,
  feuilles: readonly FeuillePointer[],
  nom: string,
  mode: ModeFictif | undefined,
): Promise<void> => {
  const [{ composerFeuillesPointer }, { chargerPolices }, { telecharger }] = await Promise.all([
    import('./feuille-pointer'),
    import('../../../_ui/papier/polices'),
    import('../../../_commun/telecharger'),
  ]);
  telecharger(composerFeuillesPointer(tete, feuilles, await chargerPolices(), mode), nom, 'application/pdf');
};
