import { createCipheriv, randomBytes } from 'node:crypto';
import type { Passage, PassageScelle } from '#shared/contrats/pointages/pointer';
import { MARQUES_POINTER } from '#shared/contrats/pointages/secret-pointer';
import { deriver } from '../sceau';

/** The secret of an address that a manager was given. */
export const secretDe = (adresse: string): string => {
  const [, marque, secret] = /\/pointer\/#(.)([\w-]{22})$/.exec(adresse) ?? [];
  if (secret === undefined || !Object.values<string | undefined>(MARQUES_POINTER).includes(marque))
    throw new Error(`adresse inattendue : ${adresse}`);
  return secret;
};

/** Sealed as the page does; `plus` says what another would have put in its place. */
export const sceller = (
  secret: string,
  passage: Omit<Passage, 'preuve'> & { preuve?: string },
  plus: { id?: string; lien?: string; cle?: string } = {},
): PassageScelle => {
  const { lien, preuve, cle } = deriver(secret);
  const id = plus.id ?? randomBytes(16).toString('base64url');
  const iv = randomBytes(12);
  const c = createCipheriv('aes-256-gcm', Buffer.from(plus.cle ?? cle, 'base64url'), iv);
  c.setAAD(Buffer.from(`${plus.lien ?? lien}.${id}`));
  const corps = Buffer.concat([c.update(JSON.stringify({ preuve, ...passage })), c.final(), c.getAuthTag()]);
  return { lien: plus.lien ?? lien, id, iv: iv.toString('base64url'), scelle: corps.toString('base64url') };
};
