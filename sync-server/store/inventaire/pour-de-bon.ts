import { type Refusee, type Resultat, refuser } from '#shared/contrats/commun';
import type { Horloge } from '../../ports/horloge';
import { refusGrappe } from '../grappe/grappe';
import type { Magasin } from '../lire';
import { assurerInventaire, inventaireOuvert, ouvrirInventaire } from './ouvrir';

// The one gate for whoever counts for good: a closing, what leaves, a statement, a purge, a backup. Nothing is counted on a cluster
// that lags, nor as long as nothing says what should be there.

/** `verrouTenu`: who counts holds the right to write already. */
export type Compteur = { magasin: Magasin; horloge: Horloge; verrouTenu?: true };

/** What was received has not been counted yet: it is, as soon as the store is calm and nobody imports. */
const inventaireFerme = (rien: string): Refusee =>
  refuser(
    'INVENTAIRE_FERME',
    `L’inventaire de ce qui a été reçu n’est pas encore ouvert. ${rien} Réessayez dans quelques minutes.`,
  );

/** Why there is no inventory to count by; it is opened here where it can be. */
export const refusInventaireFerme = async (c: Compteur, rien: string): Promise<Refusee | undefined> => {
  if (c.verrouTenu) await ouvrirInventaire(c.magasin, c.horloge());
  else await assurerInventaire(c.magasin, c.horloge);
  if (await inventaireOuvert(c.magasin)) return undefined;
  // It opens on a cluster that is calm, which this one may have ceased to be.
  return (await refusGrappe(c.magasin, rien)) ?? inventaireFerme(rien);
};

/** Why nothing may be counted for good now. `rien`: what was not done, as a sentence. */
export const refusPourDeBon = async (c: Compteur, rien: string): Promise<Refusee | undefined> =>
  (await refusGrappe(c.magasin, rien)) ?? (await refusInventaireFerme(c, rien));

/**
 * The way in for whoever counts for good: `lire` reads and computes, and neither writes nor gives anything. The cluster is judged
 * before it, and after it: what it read while a node was coming back, refusals included, is not believed.
 */
export const compterPourDeBon = async <T>(
  c: Compteur,
  rien: string,
  lire: () => Promise<Resultat<T>>,
): Promise<Resultat<T>> => {
  const avant = await refusPourDeBon(c, rien);
  if (avant) return avant;
  const lu = await lire();
  return (await refusGrappe(c.magasin, rien)) ?? lu;
};
