import { once } from 'node:events';
import { request } from 'node:http';
import { text } from 'node:stream/consumers';
import { afterEach, expect, test } from 'vitest';
import { signerV3 } from '../simulator/signature';
import { dossierDEssai, JETON } from '../testing/atelier';
import { actionDe, demarrer, phrases, toutFermer } from '../testing/svi-dessai';
import { adresseEtape, RETENTATIVES } from './retentatives';

afterEach(toutFermer);

test('a step of a public SVI asks the operator to try again; a local one has no operator', () => {
  expect(adresseEtape('https://svi.exemple.fr', 'abc')).toBe(`https://svi.exemple.fr/plivo/etape?e=abc${RETENTATIVES}`);
  expect(adresseEtape('http://127.0.0.1:4000', 'abc')).toBe('http://127.0.0.1:4000/plivo/etape?e=abc');
});

/** `fetch` drops a fragment: some clients do not. */
const posterBrut = async (url: string, fragment: string, champs: Record<string, string>): Promise<string> => {
  const { nonce, signature } = signerV3(JETON, url, champs);
  const { hostname, port, pathname, search } = new URL(url);
  const requete = request({
    hostname,
    port,
    path: pathname + search + fragment,
    method: 'POST',
    headers: {
      'content-type': 'application/x-www-form-urlencoded',
      'x-plivo-signature-v3': signature,
      'x-plivo-signature-v3-nonce': nonce,
    },
  });
  const recue = once(requete, 'response');
  requete.end(new URLSearchParams(champs).toString());
  const [reponse] = await recue;
  return text(reponse);
};

test('a client that sends the fragment with the address is understood all the same', async () => {
  const svi = await demarrer(await dossierDEssai());
  const champs = { CallUUID: 'c-1', From: '33199000001', CallStatus: 'in-progress' };
  const question = await posterBrut(`${svi.url}/plivo/appel`, RETENTATIVES, champs);
  expect(phrases(question).join()).toContain('Tapez votre code');
  const suite = await posterBrut(actionDe(question), RETENTATIVES, { ...champs, Digits: '71248' });
  expect(phrases(suite).join()).toContain('Arrivée, tapez 1');
});
