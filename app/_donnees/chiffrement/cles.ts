import { aleatoire, deBase64, enBase64, type Octets, ouvrirOctets, scellerOctets } from './chiffrement';

/** Iterations of PBKDF2-SHA-256 for the unlock by password; kept with each wrapping, so that it can be raised. */
export const ITERATIONS = 600_000;

/** The data key wrapped twice, and never stored otherwise: by the server's share, and by the password. */
export type Trousseau = {
  sel: string;
  parServeur: string;
  /** `aDeux`: the password opens it with the half that a file of this PC holds alone. */
  parMotDePasse?: { sel: string; iterations: number; enveloppe: string; aDeux?: true };
  /** What opens it offline is a code of this PC, chosen by who signs in without a password: the server does not know it. */
  deCePoste?: true;
  /** The password has changed while the half could not be had: the server alone opens it, until a sign-in has one. */
  attendMoitie?: true;
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

/** The half is a part of the salt: who lacks it cannot try one password. */
const duMotDePasse = async (
  motDePasse: string,
  propre: Octets,
  moitie: Octets | undefined,
  iterations: number,
): Promise<CryptoKey> => {
  const brut = new TextEncoder().encode(motDePasse.normalize('NFC'));
  const sel = new Uint8Array([...propre, ...(moitie ?? [])]);
  const base = await crypto.subtle.importKey('raw', brut, 'PBKDF2', false, ['deriveKey']);
  return crypto.subtle.deriveKey(
    { name: 'PBKDF2', hash: 'SHA-256', salt: sel, iterations },
    base,
    { name: 'AES-GCM', length: 256 },
    false,
    ['encrypt', 'decrypt'],
  );
};

const enveloppeMotDePasse = async (
  octets: Octets,
  motDePasse: string,
  moitie: Octets | undefined,
  iterations: number,
): Promise<Trousseau['parMotDePasse'] & object> => {
  const sel = aleatoire(16);
  const enveloppe = await scellerOctets(await duMotDePasse(motDePasse, sel, moitie, iterations), octets);
  return { sel: enBase64(sel), iterations, enveloppe, ...(moitie ? { aDeux: true } : {}) };
};

/** A new random data key, wrapped both ways. */
export const creerTrousseau = async (
  partCle: string,
  motDePasse: string | undefined,
  moitie?: Octets,
  iterations = ITERATIONS,
): Promise<{ trousseau: Trousseau; cle: CryptoKey }> => {
  const octets = aleatoire(32);
  const sel = aleatoire(16);
  const trousseau: Trousseau = {
    sel: enBase64(sel),
    parServeur: await scellerOctets(await deLaPart(partCle, sel), octets),
    ...(motDePasse ? { parMotDePasse: await enveloppeMotDePasse(octets, motDePasse, moitie, iterations) } : {}),
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

const octetsParMotDePasse = async (
  t: Trousseau,
  motDePasse: string,
  moitie: Octets | undefined,
): Promise<Octets | undefined> => {
  if (!t.parMotDePasse) return undefined;
  const { sel, iterations, enveloppe, aDeux } = t.parMotDePasse;
  try {
    const cle = await duMotDePasse(motDePasse, deBase64(sel), aDeux ? moitie : undefined, iterations);
    return await ouvrirOctets(cle, enveloppe);
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
export const ouvrirParMotDePasse = async (
  t: Trousseau,
  motDePasse: string,
  moitie?: Octets,
): Promise<CryptoKey | undefined> => {
  const octets = await octetsParMotDePasse(t, motDePasse, moitie);
  return octets && cleAes(octets);
};

type SansReseau = Pick<Trousseau, 'parMotDePasse' | 'deCePoste' | 'attendMoitie'>;

/**
 * What opens it without the server stays as it was. Wrapped with the password alone, it would stay in the browser's files, and open by it
 * for good. A password of before opens it until a sign-in that has the half; not where this PC knows that it has changed.
 */
const sansLaMoitie = ({ parMotDePasse, deCePoste }: Trousseau, change: boolean): SansReseau =>
  change || !parMotDePasse ? { attendMoitie: true } : { parMotDePasse, ...(deCePoste ? { deCePoste } : {}) };

/**
 * At a sign-in both are known: either one opens, and what the other had wrapped is wrapped again. So a password that was
 * reset, or a share that was renewed, never loses unsent work. Undefined where neither opens. What the password alone opened, before
 * this PC had its half, or what a half that is gone did, is wrapped again with the one that there is; never the other way round.
 * `change`: the password is known to have just been changed.
 */
export const renouveler = async (
  t: Trousseau,
  partCle: string,
  motDePasse: string,
  moitie?: Octets,
  iterations = ITERATIONS,
  change = false,
): Promise<{ trousseau: Trousseau; cle: CryptoKey } | undefined> => {
  const duServeur = await octetsParServeur(t, partCle);
  const duMot = await octetsParMotDePasse(t, motDePasse, moitie);
  const octets = duServeur ?? duMot;
  if (!octets) return undefined;
  const aDeux = t.attendMoitie ?? t.parMotDePasse?.aDeux ?? false;
  const sansReseau = async (): Promise<SansReseau> => {
    if (aDeux && !moitie) return sansLaMoitie(t, change);
    const tient = duMot !== undefined && aDeux === (moitie !== undefined);
    return {
      parMotDePasse:
        tient && t.parMotDePasse ? t.parMotDePasse : await enveloppeMotDePasse(octets, motDePasse, moitie, iterations),
    };
  };
  const trousseau: Trousseau = {
    sel: t.sel,
    parServeur: duServeur ? t.parServeur : await scellerOctets(await deLaPart(partCle, deBase64(t.sel)), octets),
    ...(await sansReseau()),
  };
  return { trousseau, cle: await cleAes(octets) };
};
