import type { Passage, PassageScelle } from '#shared/contrats/pointages/pointer';
import { DERIVES_POINTER } from '#shared/contrats/pointages/secret-pointer';

// [PT-9] What leaves this telephone, and what stays on it, is sealed: without the link nobody reads a code here. The secret itself
// goes nowhere. See `sync-server/domaines/pointer/sceau.ts`, which opens it.

const enOctets = (texte: string): Uint8Array<ArrayBuffer> => {
  const lus = new TextEncoder().encode(texte);
  const octets = new Uint8Array(lus.length);
  octets.set(lus);
  return octets;
};
export const enBase64 = (octets: Uint8Array): string => {
  let binaire = '';
  for (const o of Array.from(octets)) binaire += String.fromCharCode(o);
  return btoa(binaire).replace(/\+/g, '-').replace(/\//g, '_').replace(/=+$/, '');
};

const hacher = async (texte: string): Promise<Uint8Array<ArrayBuffer>> =>
  new Uint8Array(await crypto.subtle.digest('SHA-256', enOctets(texte)));

export type Lien = { lien: string; preuve: string; cle: CryptoKey };

export const deriver = async (secret: string): Promise<Lien> => {
  const lien = enBase64(await hacher(DERIVES_POINTER.lien + secret));
  const preuve = enBase64(await hacher(DERIVES_POINTER.preuve + secret));
  const cle = await crypto.subtle.importKey(
    'raw',
    await hacher(DERIVES_POINTER.cle + secret),
    { name: 'AES-GCM' },
    false,
    ['encrypt'],
  );
  return { lien, preuve, cle };
};

const tirer = (taille: number): Uint8Array<ArrayBuffer> => crypto.getRandomValues(new Uint8Array(taille));

export const sceller = async (l: Lien, dit: Omit<Passage, 'preuve'>): Promise<PassageScelle> => {
  const id = enBase64(tirer(16));
  const iv = tirer(12);
  const passage: Passage = { preuve: l.preuve, ...dit };
  const scelle = await crypto.subtle.encrypt(
    { name: 'AES-GCM', iv, additionalData: enOctets(`${l.lien}.${id}`) },
    l.cle,
    enOctets(JSON.stringify(passage)),
  );
  return { lien: l.lien, id, iv: enBase64(iv), scelle: enBase64(new Uint8Array(scelle)) };
};
