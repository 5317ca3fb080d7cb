import { createHmac, randomBytes } from 'node:crypto';

export type Champs = Record<string, string | string[]>;

const trier = (cle: string, valeur: string | string[]): string =>
  (Array.isArray(valeur) ? [...valeur].sort() : [valeur]).map((v) => cle + v).join('');

/**
 * Signs a POST as Plivo does (V3): `url?query.params.nonce`; without a query `url?params.nonce`; with an empty body
 * `url.nonce`. Keys and lists of values sorted, everything decoded. Written apart from the SDK, which only checks.
 */
export const signerV3 = (authToken: string, url: string, params: Champs, nonce = randomBytes(16).toString('hex')) => {
  const { origin, pathname, searchParams } = new URL(url);
  const requete = [...searchParams]
    .sort(([a, va], [b, vb]) => (a < b ? -1 : a > b ? 1 : va < vb ? -1 : va > vb ? 1 : 0))
    .map(([k, v]) => `${k}=${v}`)
    .join('&');
  const corps = Object.keys(params)
    .sort()
    .map((k) => trier(k, params[k] ?? ''))
    .join('');
  const vide = Object.keys(params).length === 0;
  let base = origin + pathname;
  if (requete !== '' || !vide) base += `?${requete}`;
  if (requete !== '' && !vide) base += '.';
  const signature = createHmac('sha256', authToken).update(`${base}${corps}.${nonce}`).digest('base64');
  return { nonce, signature };
};
