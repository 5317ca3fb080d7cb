// AES-GCM of WebCrypto, a random IV for each sealing; what is stored is one base64 text: IV (12 bytes), then ciphertext.

const IV = 12;
const encodeur = new TextEncoder();
const decodeur = new TextDecoder();

export type Octets = Uint8Array<ArrayBuffer>;

// A first sync seals some ten megabytes: the base64 of the browser, where it has one, is far quicker than ours.
type Base64Natif = { toBase64?: () => string };
type LecteurBase64 = { fromBase64?: (texte: string) => Octets };

/** Base64 of bytes, by slices: `String.fromCharCode` takes a limited number of arguments. */
const enBase64ParTranches = (octets: Octets): string => {
  let binaire = '';
  for (let i = 0; i < octets.length; i += 0x8000) {
    binaire += String.fromCharCode.apply(null, octets.subarray(i, i + 0x8000) as unknown as number[]);
  }
  return btoa(binaire);
};

export const enBase64 = (octets: Octets): string => (octets as Base64Natif).toBase64?.() ?? enBase64ParTranches(octets);

const deBase64ParCaractere = (texte: string): Octets => {
  const binaire = atob(texte);
  const octets = new Uint8Array(binaire.length);
  for (let i = 0; i < binaire.length; i++) octets[i] = binaire.charCodeAt(i);
  return octets;
};

export const deBase64 = (texte: string): Octets =>
  (Uint8Array as LecteurBase64).fromBase64?.(texte) ?? deBase64ParCaractere(texte);

export const aleatoire = (n: number): Octets => crypto.getRandomValues(new Uint8Array(n));

/** Seals bytes under a key; throws only if the key cannot encrypt. */
export const scellerOctets = async (cle: CryptoKey, clair: Octets): Promise<string> => {
  const iv = aleatoire(IV);
  const chiffre = new Uint8Array(await crypto.subtle.encrypt({ name: 'AES-GCM', iv }, cle, clair));
  const tout = new Uint8Array(IV + chiffre.length);
  tout.set(iv);
  tout.set(chiffre, IV);
  return enBase64(tout);
};

/** Opens what `scellerOctets` sealed; throws `OperationError` where the key is not that one or the text was altered. */
export const ouvrirOctets = async (cle: CryptoKey, scelle: string): Promise<Octets> => {
  const tout = deBase64(scelle);
  return new Uint8Array(
    await crypto.subtle.decrypt({ name: 'AES-GCM', iv: tout.subarray(0, IV) }, cle, tout.subarray(IV)),
  );
};

export const sceller = (cle: CryptoKey, valeur: unknown): Promise<string> =>
  scellerOctets(cle, encodeur.encode(JSON.stringify(valeur)));

/** The sealed value, of a type that the caller knows: only this program has sealed it, and GCM proves it. */
export const ouvrir = async <T>(cle: CryptoKey, scelle: string): Promise<T> =>
  JSON.parse(decodeur.decode(await ouvrirOctets(cle, scelle))) as T;
