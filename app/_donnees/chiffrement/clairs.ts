import { ouvrir, sceller } from './chiffrement';

// What a tab seals comes back to it at once, by the database that tells its changes. Opened and parsed again, a first sync would
// cost its reading twice.

/** More than a first sync has under way. What is not asked for (a lot that was sealed again) goes first. */
const RETENUS = 4_000;
const retenus = new Map<string, unknown>();
/** A random IV begins the text: no two begin alike. */
const cleDe = (scelle: string): string => scelle.slice(0, 32);

export const scellerEtRetenir = async (cle: CryptoKey, valeur: object): Promise<string> => {
  const scelle = await sceller(cle, valeur);
  retenus.set(cleDe(scelle), valeur);
  const [plusAncien] = retenus.keys();
  if (retenus.size > RETENUS && plusAncien !== undefined) retenus.delete(plusAncien);
  return scelle;
};

/** Signed out, nothing readable stays in this tab. */
export const oublierClairs = (): void => retenus.clear();

/** What was sealed: given back once as it was, else opened. */
export const reprendreOuOuvrir = async <T extends object>(cle: CryptoKey, scelle: string): Promise<T> => {
  const valeur = retenus.get(cleDe(scelle));
  retenus.delete(cleDe(scelle));
  return valeur === undefined ? ouvrir<T>(cle, scelle) : (valeur as T);
};
