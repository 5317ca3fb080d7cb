import { afterAll, beforeAll, expect, test } from 'vitest';
import { ouvrirMagasinDEssai } from '../http/testing/banc';
import { ecrireLot, lireUn } from './documents';
import type { MagasinSuivi } from './suivi';

let magasin: MagasinSuivi;
let fermer: () => Promise<void>;
beforeAll(async () => {
  ({ magasin, fermer } = await ouvrirMagasinDEssai());
  for (const base of ['ici', 'ailleurs']) await magasin.nano.db.create(base);
});
afterAll(() => fermer());

// nano leaves an id that has `_local` or `_design` anywhere as it is in the address: it may then lead to another database.
test.each([
  'usager:_local/../../ailleurs/secret',
  '_local/../../ailleurs/secret',
  '_design/../../ailleurs/secret',
  'usager:_local/..%2F..%2Failleurs/secret',
  '../ailleurs/secret',
  'usager:_local?x=/../../ailleurs/secret',
  '..',
  '_local/..',
  '.',
  '',
])('the id « %s » leads to no other document', async (id) => {
  await ecrireLot(magasin, 'ailleurs', [{ _id: 'secret', a: 1 }]);
  // The store may refuse such an id; it never answers by another document.
  const lu = await lireUn(magasin, 'ici', id).catch((e: unknown) => {
    expect(e).toMatchObject({ statusCode: 400 });
  });
  expect(lu).toBeUndefined();
});

test.each(['usager:_local/x', 'a/b?c#d', 'é ü', '_design/vue', '_local/repere-x', 'a%2Fb', 'a+b'])(
  'the document « %s » is read by its id',
  async (_id) => {
    await ecrireLot(magasin, 'ici', [{ _id, a: 1 }]);
    expect(await lireUn(magasin, 'ici', _id)).toMatchObject({ _id, a: 1 });
  },
);
