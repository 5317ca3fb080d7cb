import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { type Champs, signerV3 } from '../simulator/signature';
import { signatureValide } from './signature';

const JETON = 'MAjeton-secret';
const NONCE = '12345678901234567890';
const verifier = (
  url: string,
  params: Champs,
  change: Partial<Parameters<typeof signatureValide>[0]> = {},
): boolean => {
  const { signature } = signerV3(JETON, url, params, NONCE);
  return signatureValide({ methode: 'POST', url, nonce: NONCE, signature, jeton: JETON, params, ...change });
};

describe('signature V3', () => {
  test.each([
    ['no query', 'https://svi.exemple.fr/plivo/appel', { CallUUID: 'a', From: '33199000001' }],
    ['a query', 'https://svi.exemple.fr/plivo/etape?e=abc', { Digits: '71248', CallUUID: 'a' }],
    ['two keys out of order', 'https://svi.exemple.fr/plivo/etape?z=1&a=2', { b: '1', a: '2' }],
    ['a port', 'http://127.0.0.1:4000/plivo/appel', { CallUUID: 'a' }],
    ['an empty body', 'https://svi.exemple.fr/plivo/appel', {}],
    ['an empty body and a query', 'https://svi.exemple.fr/plivo/etape?e=abc', {}],
    ['empty Digits', 'https://svi.exemple.fr/plivo/etape?e=abc', { Digits: '', CallUUID: 'a' }],
    ['accents', 'https://svi.exemple.fr/plivo/appel', { HangupCauseName: 'Raccroché – été €' }],
    ['encoded accents in the query', 'https://svi.exemple.fr/plivo/etape?nom=%C3%A9t%C3%A9&b=a%20b', { a: 'é' }],
    ['lists', 'https://svi.exemple.fr/plivo/appel', { liste: ['z', 'a', 'é'], CallUUID: 'a' }],
  ] as [string, string, Champs][])('%s: accepted', (_, url, params) => {
    expect(verifier(url, params)).toBe(true);
  });

  test('one of several signatures, separated by commas, with or without space', () => {
    const url = 'https://svi.exemple.fr/plivo/appel';
    const { signature } = signerV3(JETON, url, { a: 'b' }, NONCE);
    for (const liste of [`autre,${signature}`, `${signature},autre`, `autre, ${signature}`]) {
      expect(verifier(url, { a: 'b' }, { signature: liste })).toBe(true);
    }
  });

  test.each([
    ['missing signature', { signature: undefined }],
    ['empty signature', { signature: '' }],
    ['missing nonce', { nonce: undefined }],
    ['false signature', { signature: 'AAAA' }],
    ['not base64, not ASCII', { signature: 'é€\u{1F600}' }],
    ['another URL', { url: 'https://svi.exemple.fr/plivo/fin' }],
    ['another origin', { url: 'https://autre.exemple.fr/plivo/appel' }],
    ['another token', { jeton: 'autre-jeton' }],
    ['another nonce', { nonce: '9' }],
    ['another body', { params: { a: 'c' } }],
    ['a further field', { params: { a: 'b', Digits: '1' } }],
    ['method in lower case', { methode: 'post' }],
    ['GET', { methode: 'GET' }],
  ])('%s: refused, never thrown', (_, change) => {
    expect(verifier('https://svi.exemple.fr/plivo/appel', { a: 'b' }, change)).toBe(false);
  });

  test('what the simulator signs, the SDK accepts; one changed value, it refuses', () => {
    const texte = fc.string({ unit: 'grapheme', maxLength: 12 });
    const cle = fc.stringMatching(/^[A-Za-z][A-Za-z0-9_]{0,8}$/);
    fc.assert(
      fc.property(
        fc.dictionary(cle, texte),
        fc.dictionary(cle, fc.stringMatching(/^[A-Za-z0-9_-]{1,8}$/)),
        (params, query) => {
          const q = new URLSearchParams(query).toString();
          const url = `https://svi.exemple.fr/plivo/etape${q === '' ? '' : `?${q}`}`;
          expect(verifier(url, params)).toBe(true);
          expect(verifier(url, params, { params: { ...params, Digits: 'faux' } })).toBe(params.Digits === 'faux');
        },
      ),
      { numRuns: 60 },
    );
  });

  test('the parameters checked are left as they were', () => {
    const params = { liste: ['z', 'a'] };
    verifier('https://svi.exemple.fr/plivo/appel', params);
    expect(params.liste).toEqual(['z', 'a']);
  });
});
