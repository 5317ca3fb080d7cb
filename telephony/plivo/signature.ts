import type { Parametres } from './formulaire';
import { validateV3Signature } from './sdk';

/** A list of values is sorted in place by the SDK: it gets its own copy. */
const copie = (p: Parametres): Record<string, string | string[]> => {
  const params: Record<string, string | string[]> = {};
  for (const [cle, valeur] of Object.entries(p)) {
    if (valeur !== undefined) params[cle] = Array.isArray(valeur) ? [...valeur] : valeur;
  }
  return params;
};

/**
 * V3 signature of a webhook. False wherever it is missing, false or of another URL; the SDK throws on a missing
 * header, which must not become a 5xx. `url` is the public one: Plivo signs the address that it was given.
 */
export const signatureValide = (options: {
  methode: string;
  url: string;
  nonce: string | undefined;
  signature: string | undefined;
  jeton: string;
  params: Parametres;
}): boolean => {
  const { methode, url, nonce, signature, jeton, params } = options;
  if (methode !== 'POST' || !nonce || !signature) return false;
  try {
    // Several signatures may come, separated by commas; node joins repeated headers with a space more.
    return validateV3Signature(methode, url, nonce, jeton, signature.replace(/\s+/g, ''), copie(params)) === true;
  } catch {
    return false;
  }
};
