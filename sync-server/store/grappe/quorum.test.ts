import { expect, test } from 'vitest';
import { baseAntenne } from '#shared/contrats/ids';
import { ajouter, deposerLot } from '../ecrire';
import { magasinMemoire } from '../memoire/memoire';
import { enMinorite } from '../testing/minorite';
import { aMajorite, exigerQuorum, lireQuorum, sontFermes } from './quorum';

const BASE = baseAntenne('SUD');

test('[MAG-13] what is taken without the quorum is said to be uncertain, counted, and confirmed once enough nodes are back', async () => {
  const vrai = magasinMemoire();
  await vrai.creerBase(BASE);
  const { m, perdre, revenir } = enMinorite(vrai);
  perdre();
  expect(await deposerLot(m, BASE, [{ _id: 'a' }, { _id: 'b' }])).toEqual([
    { id: 'a', rev: expect.any(String), dispute: true, incertain: true },
    { id: 'b', rev: expect.any(String), dispute: true, incertain: true },
  ]);
  // It is written all the same: what another copy has not heard of is not lost.
  expect(await ajouter(m, BASE, { _id: 'a' })).toEqual({ dejaLa: true });
  expect(lireQuorum(m)).toEqual({ enAttente: 2, total: 2 });
  await expect(exigerQuorum(m)).rejects.toMatchObject({ scope: 'couch', statusCode: 503 });
  expect(await sontFermes(m, BASE, ['a'])).toBe(false);
  revenir();
  expect(await sontFermes(m, BASE, ['a'])).toBe(true);
  await exigerQuorum(m);
  expect(lireQuorum(m)).toEqual({ enAttente: 0, total: 2 });
  expect(await deposerLot(m, BASE, [{ _id: 'c' }])).toEqual([{ id: 'c', rev: expect.any(String) }]);
});

test('[MAG-13] more than half of the nodes are a majority; a store of one process has its own', () => {
  const noeuds = (...presents: boolean[]) => presents.map((present, i) => ({ nom: `n${i}`, present }));
  expect(aMajorite([])).toBe(true);
  expect(aMajorite(noeuds(true))).toBe(true);
  expect(aMajorite(noeuds(true, true, false))).toBe(true);
  expect(aMajorite(noeuds(true, false, false))).toBe(false);
  expect(aMajorite(noeuds(true, true, false, false))).toBe(false);
});
