import { createServer } from 'node:http';
import { afterEach, expect, test } from 'vitest';
import { JETON } from '../testing/atelier';
import { lancerSimulateur } from '../testing/processus';

const ouverts: (() => void)[] = [];
afterEach(() => {
  for (const fermer of ouverts.splice(0)) fermer();
});

/** What the operator's first request says of the caller. */
const appelantRecu = async (de: string): Promise<string | null | undefined> => {
  const recus: (string | null)[] = [];
  const http = createServer((requete, reponse) => {
    let corps = '';
    requete.on('data', (d: unknown) => {
      corps += String(d);
    });
    requete.on('end', () => {
      recus.push(new URLSearchParams(corps).get('From'));
      reponse.end('<Response><Hangup/></Response>');
    });
  });
  await new Promise<void>((ok) => http.listen(0, '127.0.0.1', ok));
  ouverts.push(() => http.close());
  const adresse = http.address();
  const vers = `http://127.0.0.1:${adresse !== null && typeof adresse === 'object' ? adresse.port : 0}`;
  const { code } = await lancerSimulateur([`--de=${de}`, '--touches=1', `--vers=${vers}`], { PLIVO_AUTH_TOKEN: JETON });
  expect(code).toBe(0);
  return recus[0];
};

test.each([
  ['01 99 00 00 01', '33199000001'],
  ['masque', 'anonymous'],
])('a call from %s reaches the SVI as from %s', async (de, recu) => {
  expect(await appelantRecu(de)).toBe(recu);
});

test.each<[string[], RegExp]>([
  [['--de=abc', '--touches=1'], /« abc » n’est pas un numéro de téléphone ; .* « masque »/],
  [['--de=0199000001', '--touches=un'], /--touches : des chiffres/],
  [['--de=0199000001', '--touches=1', '--vers=svi'], /--vers : adresse http\(s\) attendue/],
  [['--de=0199000001', '--touches=1', '--vers=http://127.0.0.1:1'], /ne répond pas .*telegestion servir/],
  [['--pour=x'], /Option inconnue/],
])('%j: refused in a sentence', async (args, phrase) => {
  const { code, sortie, erreurs } = await lancerSimulateur(args, { PLIVO_AUTH_TOKEN: JETON });
  expect(code).toBe(1);
  expect(erreurs).toMatch(phrase);
  expect(sortie + erreurs).not.toMatch(/\n\s+at |Error|failed/);
});
