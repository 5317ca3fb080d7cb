import type { Invitation } from '#shared/contrats/acces/acces';
import type { Compte } from '#shared/contrats/acces/compte';
import { BASE_CENTRALE } from '#shared/contrats/ids';
import { supprimerLot } from '../../store/ecrire';
import type { Magasin, Stocke } from '../../store/lire';
import { plageType } from '../../store/types';

export const lireInvitations = (m: Magasin): Promise<Stocke<Invitation>[]> => plageType(m, 'invitation', {});

export const effacerInvitations = (m: Magasin, docs: readonly Stocke<Invitation>[]): Promise<number> =>
  supprimerLot(m, BASE_CENTRALE, docs);

/**
 * Whether it was made for the account as it is: a password chosen since, or a return after it was disabled, says that whoever still holds
 * the link is not whom it was for.
 */
export const vautEncore = (i: Invitation, { actif, motDePasseLe, reactiveLe }: Compte): boolean =>
  actif && [motDePasseLe, reactiveLe].every((le) => le === undefined || i.creeLe >= le);

/** Those that wait for that account open nothing from now on. */
export const oublierInvitations = async (m: Magasin, identifiant: string): Promise<void> => {
  await effacerInvitations(
    m,
    (await lireInvitations(m)).filter((i) => i.identifiant === identifiant),
  );
};
