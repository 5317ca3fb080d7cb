import { expect, test } from 'vitest';
import { baseAntenne } from '#shared/contrats/ids';
import { ajouter, deposerLot } from '../ecrire';
import { magasinMemoire } from '../memoire/memoire';
import { entourer } from '../testing/entourer';
import { enMinorite } from '../testing/minorite';
import { affermirAttente, aMajorite, creerPasse, exigerQuorum, lireQuorum, sontFermes } from './quorum';

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
  expect(lireQuorum(m)).toEqual({ enAttente: 2, total: 2, introuvables: 0 });
  await expect(exigerQuorum(m)).rejects.toMatchObject({ scope: 'couch', statusCode: 503 });
  expect(await sontFermes(m, BASE, ['a'])).toBe(false);
  revenir();
  expect(await sontFermes(m, BASE, ['a'])).toBe(true);
  await exigerQuorum(m);
  expect(lireQuorum(m)).toEqual({ enAttente: 0, total: 2, introuvables: 0 });
  expect(await deposerLot(m, BASE, [{ _id: 'c' }])).toEqual([{ id: 'c', rev: expect.any(String) }]);
});

test('[MAG-13] each of those that are to be confirmed is looked at, be another of them waiting or not', async () => {
  const vrai = magasinMemoire();
  await vrai.creerBase(BASE);
  const { m, perdre, revenir } = enMinorite(vrai);
  // Written before the process began, perhaps without the quorum: it does not wait here.
  await deposerLot(m, BASE, [{ _id: 'avant' }]);
  perdre();
  expect(await sontFermes(m, BASE, ['avant'])).toBe(false);
  await deposerLot(m, BASE, [{ _id: 'a' }]);
  revenir();
  expect(await sontFermes(m, BASE, ['a', 'absent'])).toBe(false);
  expect(await sontFermes(m, BASE, ['a', 'avant'])).toBe(true);
});

test('[MAG-13] what was written on a node that is lost is confirmed to nobody, is said without its id, and does not stop what follows', async () => {
  const vrai = magasinMemoire();
  await vrai.creerBase(BASE);
  await vrai.creerBase('tg-central');
  const { m, perdre, revenir } = enMinorite(vrai);
  const dits: unknown[] = [];
  const passer = creerPasse(m, { attente: (n) => dits.push(n), introuvables: (g) => dits.push(g) });
  perdre();
  await deposerLot(m, BASE, [{ _id: 'compte:martin' }, { _id: 'b' }, { _id: 'fiche:1' }]);
  await deposerLot(m, 'tg-central', [{ _id: 'c' }]);
  await passer();
  await passer();
  expect(dits).toEqual([4]);
  // The node that has two of them is lost, disk included; the others are back.
  await vrai.detruireBase(BASE);
  await vrai.creerBase(BASE);
  await vrai.ecrire(BASE, [{ _id: 'b' }]);
  revenir();
  expect(await affermirAttente(m)).toBe(false);
  expect(lireQuorum(m)).toEqual({ enAttente: 2, total: 4, introuvables: 0 });
  await passer();
  await expect(exigerQuorum(m)).rejects.toMatchObject({ statusCode: 503 });
  await passer();
  expect(dits).toEqual([4, { compte: 1, fiche: 1 }, 0]);
  expect(lireQuorum(m)).toEqual({ enAttente: 0, total: 4, introuvables: 2 });
  await exigerQuorum(m);
});

test('[MAG-13] a change whose node is lost is not taken for held since what was there before is: it is said, and let go', async () => {
  const vrai = magasinMemoire();
  await vrai.creerBase(BASE);
  const { m, perdre, revenir } = enMinorite(vrai);
  const dits: unknown[] = [];
  const passer = creerPasse(m, { attente: (n) => dits.push(n), introuvables: (g) => dits.push(g) });
  const [a, b] = await deposerLot(m, BASE, [{ _id: 'visite:1' }, { _id: 'visite:2' }]);
  const [revA, revB] = [a, b].map((d) => (d && 'rev' in d ? d.rev : ''));
  perdre();
  await deposerLot(m, BASE, [
    { _id: 'visite:1', _rev: revA, v: 2 },
    { _id: 'visite:2', _rev: revB, v: 2 },
  ]);
  // The node that has the first change is lost, disk included: the others have what was there before.
  await vrai.detruireBase(BASE);
  await vrai.creerBase(BASE);
  await vrai.ecrire(BASE, [{ _id: 'visite:1' }, { _id: 'visite:2' }]);
  await vrai.ecrire(BASE, [{ _id: 'visite:2', _rev: revB, v: 2 }]);
  revenir();
  expect(await affermirAttente(m)).toBe(false);
  expect(lireQuorum(m)).toEqual({ enAttente: 1, total: 2, introuvables: 0 });
  await passer();
  await passer();
  expect(dits).toEqual([1, { visite: 1 }, 0]);
  expect(lireQuorum(m)).toEqual({ enAttente: 0, total: 2, introuvables: 1 });
});

test('[MAG-13] all that waits is sent in one look once the nodes are back, however long the list: nobody is refused for minutes', async () => {
  const vrai = magasinMemoire();
  await vrai.creerBase(BASE);
  const { m, perdre, revenir } = enMinorite(vrai);
  const passer = creerPasse(m, { attente: () => undefined, introuvables: () => undefined });
  perdre();
  await deposerLot(
    m,
    BASE,
    Array.from({ length: 2_300 }, (_, n) => ({ _id: `visite:${n}` })),
  );
  await passer();
  expect(lireQuorum(m).enAttente).toBe(2_300);
  revenir();
  // Whoever asks meanwhile waits for a part of it only.
  await expect(exigerQuorum(m)).rejects.toMatchObject({ statusCode: 503 });
  expect(lireQuorum(m).enAttente).toBe(1_800);
  await passer();
  expect(lireQuorum(m).enAttente).toBe(0);
  await exigerQuorum(m);
});

test('[MAG-13] a look at what waits that takes long is not begun again meanwhile', async () => {
  const vrai = magasinMemoire();
  await vrai.creerBase(BASE);
  const { m, perdre } = enMinorite(vrai);
  let demandes = 0;
  const compte = entourer(m, (o, faire) => {
    if (o.nom === 'affermir') demandes += 1;
    return faire();
  });
  const passer = creerPasse(compte, { attente: () => undefined, introuvables: () => undefined });
  perdre();
  await deposerLot(compte, BASE, [{ _id: 'a' }]);
  const avant = demandes;
  await Promise.all([passer(), passer()]);
  expect(demandes - avant).toBe(1);
  await passer();
  expect(demandes - avant).toBe(2);
});

test('[MAG-13] more than half of the nodes are a majority; a store of one process has its own', () => {
  const noeuds = (...presents: boolean[]) => presents.map((present, i) => ({ nom: `n${i}`, present }));
  expect(aMajorite([])).toBe(true);
  expect(aMajorite(noeuds(true))).toBe(true);
  expect(aMajorite(noeuds(true, true, false))).toBe(true);
  expect(aMajorite(noeuds(true, false, false))).toBe(false);
  expect(aMajorite(noeuds(true, true, false, false))).toBe(false);
});
