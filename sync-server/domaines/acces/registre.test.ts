import { beforeAll, expect, test } from 'vitest';
import { instantSchema } from '#shared/temps/types';
import type { Registre } from '../../ports/acces';
import { magasinMemoire } from '../../store/memoire/memoire';
import { preparerBases } from '../../store/preparer-bases';
import { lireTentatives, tenirRegistre } from './registre';

const MAINTENANT = instantSchema.parse('2026-11-25T12:00:10Z');

const magasin = magasinMemoire();
let registre: Registre;
beforeAll(async () => {
  await preparerBases(magasin, MAINTENANT);
  registre = tenirRegistre({
    magasin,
    horloge: () => MAINTENANT,
    courrier: undefined,
    extranet: () => '',
    surErreur: (e) => {
      throw e;
    },
  });
});

const tenter = async (compte: string, objets: readonly string[]) => {
  for (const objet of objets) registre.noter({ genre: 'ROLE', compte, objet });
  await registre.fini();
};
const lues = async (compte: string) =>
  (await lireTentatives(magasin, MAINTENANT)).tentatives
    .filter((t) => t.compte === compte)
    .map((t) => [t.objet, t.nombre]);

test('refusals of one minute by several routes name the first one, and say that it was not the only one', async () => {
  await tenter('est', ['GET /api/comptes', 'GET /api/comptes']);
  expect(await lues('est')).toEqual([['GET /api/comptes', 2]]);
  await tenter('est', ['GET /api/audit', 'GET /api/comptes', 'GET /api/tentatives']);
  expect(await lues('est')).toEqual([['GET /api/comptes et d’autres', 5]]);
  await tenter('est', ['GET /api/comptes']);
  expect(await lues('est')).toEqual([['GET /api/comptes et d’autres', 6]]);
  // All at once, before any is kept.
  await tenter('sud', ['PUT /api/comptes/:identifiant', 'POST /api/comptes']);
  expect(await lues('sud')).toEqual([['PUT /api/comptes/:identifiant et d’autres', 2]]);
});
