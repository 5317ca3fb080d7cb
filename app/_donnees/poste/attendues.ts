import type { Saisie } from '#shared/contrats/saisie';
import { lireSecours } from '../base/secours';
import { poste } from '../base/stockage';
import { ouvrirSaine } from '../depot/base-saine';
import { enAttente } from '../depot/etat-depot';

/** What waits in a base and in its copy, read for that alone: nothing is sent, nothing is received. */
export const lireAttendues = async (nom: string, cle: CryptoKey): Promise<Saisie[]> => {
  const { base, depot, sauvees } = await ouvrirSaine(nom, cle, poste());
  const { saisies: connues } = depot.lire();
  const attendent = [...sauvees, ...enAttente(depot.lire(), poste())];
  depot.fermer();
  await base.close();
  const copie = (await lireSecours(nom, cle)) as Saisie[];
  const lues = new Set(attendent.map((s) => s._id));
  // In the base and not waiting: the server has answered it since the copy was written.
  return [...attendent, ...copie.filter((s) => !lues.has(s._id) && !connues.has(s._id))];
};
