import { createDecipheriv, createHash, randomBytes } from 'node:crypto';
import { type Passage, type PassageScelle, passageSchema } from '#shared/contrats/pointages/pointer';
import { DERIVES_POINTER } from '#shared/contrats/pointages/secret-pointer';

const sha256 = (texte: string): Buffer => createHash('sha256').update(texte).digest();

export const tirerSecret = (): string => randomBytes(16).toString('base64url');

/** [PT-9] What is derived from a secret: its name, its proof, its key; none of them gives the secret back, nor another of them. */
export const deriver = (secret: string) => {
  const de = (quoi: keyof typeof DERIVES_POINTER): string =>
    sha256(DERIVES_POINTER[quoi] + secret).toString('base64url');
  return { lien: de('lien'), preuve: de('preuve'), cle: de('cle') };
};

export const empreintePreuve = (preuve: string): string => sha256(preuve).toString('hex');

const TAG = 16;

/** What was sealed under that key for that link and that passage; undefined where it was not. */
export const ouvrirScelle = (cle: string, { lien, id, iv, scelle }: PassageScelle): Passage | undefined => {
  const octets = Buffer.from(scelle, 'base64url');
  if (octets.length <= TAG) return undefined;
  try {
    const d = createDecipheriv('aes-256-gcm', Buffer.from(cle, 'base64url'), Buffer.from(iv, 'base64url'));
    d.setAAD(Buffer.from(`${lien}.${id}`));
    d.setAuthTag(octets.subarray(octets.length - TAG));
    const clair = Buffer.concat([d.update(octets.subarray(0, octets.length - TAG)), d.final()]);
    const lu = passageSchema.safeParse(JSON.parse(clair.toString('utf8')));
    return lu.success ? lu.data : undefined;
  } catch {
    // Another key, a byte changed, or no JSON below a good seal: nothing proves who made it.
    return undefined;
  }
};
