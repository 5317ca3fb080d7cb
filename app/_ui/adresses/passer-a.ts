import type { Antenne } from '#shared/contrats/commun';
import { changerAntenne } from '../../_donnees/acces/entree';
import { notifications } from '../notifications';

/** Shows another antenna, then does what is to be done there; where this PC does not open it, says why, and stays where one was. */
export const passerA = async (antenne: Antenne, ensuite: () => void = () => undefined): Promise<void> => {
  const refus = await changerAntenne(antenne);
  if (refus) notifications.show({ color: 'red', message: refus.message, autoClose: false });
  else ensuite();
};
