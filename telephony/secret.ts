import { createHash, timingSafeEqual } from 'node:crypto';

const empreinte = (texte: string): Uint8Array => new Uint8Array(createHash('sha256').update(texte).digest());

/** Whether a header holds this secret. By their digests: whatever was received, both have one length. */
export const memeSecret = (recu: unknown, attendu: string): boolean =>
  typeof recu === 'string' && timingSafeEqual(empreinte(recu), empreinte(attendu));
