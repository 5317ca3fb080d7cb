import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe } from 'vitest';
import { type MagasinOuvert, ouvrirMagasin } from '../../sync-server/store/ouvrir';
import { type Client, client } from '../testing/client';
import { contratChangements } from './changements.contract';
import { contratClients } from './clients.contract';
import { contratDocuments } from './documents.contract';
import { contratRevisions } from './revisions.contract';
import { contratTransport } from './transport.contract';

/** The contract of the store: on the embedded one always, on the CouchDB of `COUCHDB_URL` when there is one. */
const CIBLES = [
  { nom: 'embedded store', couchdbUrl: undefined },
  ...(process.env.COUCHDB_URL ? [{ nom: 'CouchDB', couchdbUrl: process.env.COUCHDB_URL }] : []),
];

describe.each(CIBLES)('$nom', ({ couchdbUrl }) => {
  let dossier: string;
  let magasin: MagasinOuvert;
  let c: Client;
  beforeAll(async () => {
    dossier = await mkdtemp(join(tmpdir(), 'magasin-'));
    magasin = await ouvrirMagasin({ couchdbUrl, dataDir: dossier });
    c = client(magasin.url);
  });
  afterAll(async () => {
    await magasin.fermer();
    await rm(dossier, { recursive: true, force: true, maxRetries: 20, retryDelay: 100 });
  });
  contratDocuments(() => c);
  contratRevisions(() => c);
  contratChangements(() => c);
  contratTransport(() => c);
  contratClients(() => c);
});
