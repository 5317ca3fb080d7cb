import { expect, test } from 'vitest';
import { ouvrirMagasinDEssai } from '../http/testing/banc';
import { ouvrirMagasin } from './ouvrir';

test('[FL-1] the embedded store alone is said to have one copy: what an address leads to is not known', async () => {
  const { magasin, fermer } = await ouvrirMagasinDEssai();
  try {
    expect([magasin.uneCopie, await magasin.noeuds()]).toEqual([true, []]);
  } finally {
    await fermer();
  }
  const adresse = await ouvrirMagasin({ couchdbUrl: 'http://127.0.0.1:1', dataDir: '/nulle-part' });
  expect(adresse).not.toHaveProperty('uneCopie');
});
