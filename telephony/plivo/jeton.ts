import { createCipheriv, createDecipheriv, createHmac, hkdfSync } from 'node:crypto';
import { type EtatAppel, etatAppelSchema } from '../svi/etat';

/**
 * A call's state travels in its action URL, encrypted and authenticated (AES-256-GCM, keys derived from the account's
 * token): any worker can go on with any call, before and after a restart, and none needs the others' memory. The IV is
 * derived from the content, so that the same state always makes the same URL: a repeated request gets the same bytes.
 */
export type Jetons = {
  sceller: (etat: EtatAppel) => string;
  /** Undefined where it was altered, cut, made with another token, or belongs to another call. */
  ouvrir: (jeton: string, appelId: string) => EtatAppel | undefined;
};

// Plain byte arrays: what the ciphers take in every version of node's types.
const octets = (texte: string, codage: BufferEncoding): Uint8Array => new Uint8Array(Buffer.from(texte, codage));

export const jetonsDe = (authToken: string): Jetons => {
  const derive = (usage: string): Uint8Array =>
    new Uint8Array(hkdfSync('sha256', authToken, 'telegestion-svi', usage, 32));
  const cle = derive('etat');
  const cleIv = derive('iv');
  return {
    sceller: (etat) => {
      const clair = JSON.stringify(etat);
      const iv = createHmac('sha256', cleIv).update(clair).digest('hex').slice(0, 24);
      const chiffre = createCipheriv('aes-256-gcm', cle, octets(iv, 'hex'));
      const corps = chiffre.update(clair, 'utf8', 'hex') + chiffre.final('hex');
      return Buffer.from(iv + chiffre.getAuthTag().toString('hex') + corps, 'hex').toString('base64url');
    },
    ouvrir: (jeton, appelId) => {
      try {
        const lus = octets(jeton, 'base64url');
        const dechiffre = createDecipheriv('aes-256-gcm', cle, lus.slice(0, 12), { authTagLength: 16 });
        dechiffre.setAuthTag(lus.slice(12, 28));
        const clair = dechiffre.update(lus.slice(28), undefined, 'utf8') + dechiffre.final('utf8');
        const etat = etatAppelSchema.parse(JSON.parse(clair));
        return etat.appelId === appelId ? etat : undefined;
      } catch {
        return undefined;
      }
    },
  };
};
