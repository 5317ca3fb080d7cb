import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe } from 'vitest';
import type { Magasin } from '../magasin';
import { magasinMemoire } from '../memoire';
import { ouvrirMagasin } from '../ouvrir';
import { contratChangements } from './changements.contract';
import { contratDocuments } from './documents.contract';
import { contratEcriture } from './ecrire.contract';

type Ouvert = { magasin: Magasin; fermer: () => Promise<void> };

const surHttp = async (couchdbUrl?: string): Promise<Ouvert> => {
  const dossier = await mkdtemp(join(tmpdir(), 'store-'));
  const magasin = await ouvrirMagasin({ couchdbUrl, dataDir: dossier });
  return {
    magasin,
    fermer: async () => {
      await magasin.fermer();
      await rm(dossier, { recursive: true, force: true, maxRetries: 20, retryDelay: 100 });
    },
  };
};

const { COUCHDB_URL } = process.env;
/** One contract for the memory and the embedded store, and for the CouchDB of `COUCHDB_URL` when there is one. */
const CIBLES: { nom: string; ouvrir: () => Promise<Ouvert> }[] = [
  { nom: 'memory', ouvrir: async () => ({ magasin: magasinMemoire(), fermer: async () => undefined }) },
  { nom: 'embedded store', ouvrir: () => surHttp() },
  ...(COUCHDB_URL ? [{ nom: 'CouchDB', ouvrir: () => surHttp(COUCHDB_URL) }] : []),
];

describe.each(CIBLES)('$nom', ({ ouvrir }) => {
  let ouvert: Ouvert;
  beforeAll(async () => {
    ouvert = await ouvrir();
  });
  afterAll(() => ouvert.fermer());
  const contexte = () => ouvert.magasin;
  contratDocuments(contexte);
  contratChangements(contexte);
  contratEcriture(contexte);
});
