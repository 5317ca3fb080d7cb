import { afterAll, beforeAll, describe } from 'vitest';
import { creerAlea } from '#shared/testing/alea';
import { ouvrirMagasinDEssai, ouvrirMagasinEnMemoire } from '../../http/testing/banc';
import type { Magasin } from '../magasin';
import { magasinNano } from '../nano/nano';
import { creerGrappe } from '../testing/copies/grappe';
import { magasinGrappe } from '../testing/copies/magasin-grappe';
import { surToutesLesCopies } from '../testing/toutes-copies';
import { contratChangements } from './changements.contract';
import { contratDocuments } from './documents.contract';
import { contratEcriture } from './ecrire.contract';
import { contratGrappe } from './grappe.contract';

type Ouvert = { magasin: Magasin; fermer: () => Promise<void> };

const { COUCHDB_URL } = process.env;
/** One contract for the memory, three copies in it, the embedded store, and for the CouchDB of `COUCHDB_URL` when there is one. */
const CIBLES: { nom: string; ouvrir: () => Promise<Ouvert> }[] = [
  { nom: 'memory', ouvrir: ouvrirMagasinEnMemoire },
  {
    nom: 'three copies in memory',
    ouvrir: async () => ({
      magasin: magasinGrappe(creerGrappe({ alea: creerAlea(1) })),
      fermer: async () => undefined,
    }),
  },
  { nom: 'embedded store', ouvrir: ouvrirMagasinDEssai },
  ...(COUCHDB_URL
    ? [
        {
          nom: 'CouchDB',
          ouvrir: async () => {
            const { url, fermer } = await surToutesLesCopies(COUCHDB_URL);
            return { magasin: magasinNano(url), fermer };
          },
        },
      ]
    : []),
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
  contratGrappe(contexte);
});
