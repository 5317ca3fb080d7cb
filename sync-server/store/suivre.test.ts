import { createServer, type Server, type Socket } from 'node:net';
import { afterEach, expect, test } from 'vitest';
import { causeDe } from './causes';
import { estErreurMagasin } from './erreurs';
import { magasinNano } from './nano/nano';
import { suivre } from './suivre';

const ouverts: { serveur: Server; liens: Set<Socket> }[] = [];
afterEach(() => {
  for (const { serveur, liens } of ouverts.splice(0)) {
    for (const l of liens) l.destroy();
    serveur.close();
  }
});

/** Something at the address of the store; `surLien` says what it answers. */
const ouvrir = async (surLien: (l: Socket) => void): Promise<string> => {
  const liens = new Set<Socket>();
  const serveur = createServer((l) => {
    liens.add(l);
    l.on('error', () => undefined);
    surLien(l);
  });
  ouverts.push({ serveur, liens });
  await new Promise<void>((pret) => serveur.listen(0, '127.0.0.1', pret));
  const adresse = serveur.address();
  if (adresse === null || typeof adresse === 'string') throw new Error('pas de port');
  return `http://127.0.0.1:${adresse.port}`;
};

test.each([
  ['never answers', () => undefined],
  [
    'answers the headers, then nothing more',
    (l: Socket) => l.write('HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nTransfer-Encoding: chunked\r\n\r\n'),
  ],
])('[MAG-7] a store that takes the request and %s is asked again, on another connection', async (_, repondre) => {
  let demandes = 0;
  const url = await ouvrir((l) => {
    demandes += 1;
    l.once('data', () => repondre(l));
  });
  const erreurs: unknown[] = [];
  const suivi = suivre(magasinNano(url), {
    base: 'tg-central',
    depuis: '0',
    attenteMs: 40,
    surLot: () => undefined,
    surErreur: (e) => erreurs.push(e),
  });
  await expect.poll(() => demandes).toBeGreaterThan(2);
  await suivi.arreter();
  expect(String(erreurs[0])).toContain('n’a pas répondu');
  // A log keeps no message: what it says is who failed, and how.
  expect(causeDe(erreurs[0])).toMatchObject({ magasin: 'socket', code: 'ETIMEDOUT' });
});

test('[MAG-7] what is stopped while it waits stops at once', async () => {
  let demandee = (): void => undefined;
  const attente = new Promise<void>((fait) => {
    demandee = fait;
  });
  const url = await ouvrir((l) => l.once('data', () => demandee()));
  const suivi = suivre(magasinNano(url), { base: 'b', depuis: '0', surLot: () => undefined });
  await attente;
  await suivi.arreter();
});

// Told from the fault of a document: what a correction is refused for must never be a connection that was cut.
test('[MAG-10] a store that is away, hangs up or cuts its answer is a fault of the store', async () => {
  const ferme = await ouvrir(() => undefined);
  const { serveur } = ouverts[0] ?? {};
  await new Promise((fini) => serveur?.close(fini));
  const entetes = 'HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: 1000\r\n\r\n';
  const raccroche = await ouvrir((l) => l.once('data', () => l.destroy()));
  const coupe = await ouvrir((l) => l.once('data', () => l.end(`${entetes}{"rows":[{"id":"a"`)));
  for (const url of [ferme, raccroche, coupe]) {
    const m = magasinNano(url);
    const demandes = [
      m.lire('b', 'a'),
      m.parCles('b', ['a'], 'avec'),
      m.plage('b', { debut: 'a', fin: 'b' }, 'avec'),
      m.ecrire('b', [{ _id: 'a' }]),
      m.ecrireLocal('b', '_local/a', {}),
      m.infos('b'),
      m.bases(),
      m.creerBase('b'),
      m.changements('b', { depuis: '0', limite: 1 }),
    ];
    for (const r of await Promise.allSettled(demandes)) {
      expect(r.status).toBe('rejected');
      expect(r.status === 'rejected' && estErreurMagasin(r.reason)).toBe(true);
    }
  }
});
