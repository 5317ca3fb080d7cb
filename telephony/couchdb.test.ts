import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import nano from 'nano';
import { expect, test } from 'vitest';
import { z } from 'zod';
import { demanderCouchdb } from './couchdb';

test('an answer that was cut in the middle is the connection’s fault, one of another form is the answer’s', async () => {
  let corps = '';
  const serveur = createServer((_, res) => res.setHeader('content-type', 'application/json').end(corps));
  await new Promise<void>((ok) => serveur.listen(0, '127.0.0.1', ok));
  const couchdb = nano(`http://127.0.0.1:${(serveur.address() as AddressInfo).port}`);
  const lire = () => demanderCouchdb(couchdb, { base: 'tg-antenne-est' }, z.object({ update_seq: z.string() }));
  try {
    corps = '{"update_seq":"1"}';
    expect(await lire()).toEqual({ update_seq: '1' });
    corps = '{"update_s';
    await expect(lire()).rejects.toThrow('réponse de CouchDB coupée');
    corps = '{"update":1}';
    await expect(lire()).rejects.toThrow(z.ZodError);
  } finally {
    serveur.closeAllConnections();
    await new Promise((ok) => serveur.close(ok));
  }
});
