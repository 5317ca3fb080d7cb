import { aleatoire, deBase64, enBase64, type Octets, ouvrirOctets, scellerOctets } from './chiffrement';

/** Iterations of PBKDF2-SHA-256 for the unlock by password; kept with each wrapping, so that it can be raised. */
export const ITERATIONS = 600_000;

/** The data key wrapped twice, and never stored otherwise: by the server's share, and by the password. */
export type Trousseau = {
  sel: string;
  parServeur: string;
  parMotDePasse?: { sel: string; iterations: number; enveloppe: string };
  /** What opens it offline is a code of this PC, chosen by who signs in without a password: the server does not know it. */
  deCePoste?: true;
};

const cleAes = (octets: Octets): Promise<CryptoKey> =>
  crypto.subtle.importKey('raw', octets, 'AES-GCM', false, ['encrypt', 'decrypt']);

const deLaPart = async (partCle: string, sel: Octets): Promise<CryptoKey> => {
  const part = await crypto.subtle.importKey('raw', deBase64(partCle), 'HKDF', false, ['deriveKey']);
  const info = new TextEncoder().encode('telegestion:cle-du-poste');
  return crypto.subtle.deriveKey(
    { name: 'HKDF', hash: 'SHA-256', salt: sel, info },
    part,
    { name: 'AES-GCM', length: 256 },
    false,
    ['encrypt', 'decrypt'],
  );
};

const duMotDePasse = async (motDePasse: string, sel: Octets, iterations: number): Promise<CryptoKey> => {
  const brut = new TextEncoder().encode(motDePasse.normalize('NFC'));
  const base = await crypto.subtle.importKey('raw', brut, 'PBKDF2', false, ['deriveKey']);
  return crypto.subtle.deriveKey(
    { name: 'PBKDF2', hash: 'SHA-256', salt: sel, iterations },
    base,
    { name: 'AES-GCM', length: 256 },
    false,
    ['encrypt', 'decrypt'],
  );
};

const enveloppeMotDePasse = async (octets: Octets, motDePasse: string, iterations: number) => {
  const sel = aleatoire(16);
  const enveloppe = await scellerOctets(await duMotDePasse(motDePasse, sel, iterations), octets);
  return { sel: enBase64(sel), iterations, enveloppe };
};

/** A new random data key, wrapped both ways. */
export const creerTrousseau = async (
  partCle: string,
  motDePasse: string | undefined,
  iterations = ITERATIONS,
): Promise<{ trousseau: Trousseau; cle: CryptoKey }> => {
  const octets = aleatoire(32);
  const sel = aleatoire(16);
  const trousseau: Trousseau = {
    sel: enBase64(sel),
    parServeur: await scellerOctets(await deLaPart(partCle, sel), octets),
    ...(motDePasse ? { parMotDePasse: await enveloppeMotDePasse(octets, motDePasse, iterations) } : {}),
  };
  return { trousseau, cle: await cleAes(octets) };
};

const octetsParServeur = async (t: Trousseau, partCle: string): Promise<Octets | undefined> => {
  try {
    return await ouvrirOctets(await deLaPart(partCle, deBase64(t.sel)), t.parServeur);
  } catch {
    return undefined;
  }
};

const octetsParMotDePasse = async (t: Trousseau, motDePasse: string): Promise<Octets | undefined> => {
  if (!t.parMotDePasse) return undefined;
  const { sel, iterations, enveloppe } = t.parMotDePasse;
  try {
    return await ouvrirOctets(await duMotDePasse(motDePasse, deBase64(sel), iterations), enveloppe);
  } catch {
    return undefined;
  }
};

/** The data key, by the server's share; undefined where that share is not the one that wrapped it. */
export const ouvrirParServeur = async (t: Trousseau, partCle: string): Promise<CryptoKey | undefined> => {
  const octets = await octetsParServeur(t, partCle);
  return octets && cleAes(octets);
};

/** The data key, by the password, with no network; undefined where the password is wrong. */
export const ouvrirParMotDePasse = async (t: Trousseau, motDePasse: string): Promise<CryptoKey | undefined> => {
  const octets = await octetsParMotDePasse(t, motDePasse);
  return octets && cleAes(octets);
};

/**
 * At a sign-in both are known: either one opens, and what the other had wrapped is wrapped again. So a password that was
 * reset, or a share that was renewed, never loses unsent work. Undefined where neither opens.
 */
export const renouveler = async (
  t: Trousseau,
  partCle: string,
  motDePasse: string,
  iterations = ITERATIONS,
): Promise<{ trousseau: Trousseau; cle: CryptoKey } | undefined> => {
  const duServeur = await octetsParServeur(t, partCle);
  const duMot = await octetsParMotDePasse(t, motDePasse);
  const octets = duServeur ?? duMot;
  if (!octets) return undefined;
  const trousseau: Trousseau = {
    sel: t.sel,
    parServeur: duServeur ? t.parServeur : await scellerOctets(await deLaPart(partCle, deBase64(t.sel)), octets),
    parMotDePasse:
      duMot && t.parMotDePasse ? t.parMotDePasse : await enveloppeMotDePasse(octets, motDePasse, iterations),
  };
  return { trousseau, cle: await cleAes(octets) };
};
