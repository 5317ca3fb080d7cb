import { expect, test } from 'vitest';
import type { Instant } from '#shared/temps/types';
import { creerAlea } from '#shared/testing/alea';
import { ecrireTout, supprimerLot } from './ecrire';
import { lireIds, lireUn, TOUT } from './lire';
import { ecrireEnUneFois, lotsEnSouffrance, rejouerLots } from './lots';
import type { Noeud } from './magasin';
import { magasinMemoire } from './memoire/memoire';
import { rejouerImports } from './rejouer';
import { creerGrappe } from './testing/copies/grappe';
import { magasinGrappe, type Porte } from './testing/copies/magasin-grappe';

const EST = 'tg-antenne-est';
const VISITE = 'visite:2026-10-05:V1';
const horloge = () => '2026-11-29T12:00:00Z' as Instant;
const noeuds = (aTransmettre: number): Noeud[] =>
  [1, 2, 3].map((n) => ({ nom: `n${n}`, present: true, actifS: 3_600, aTransmettre }));

test('[FL-1] what a lagging copy still shows as staged was applied long ago: what was deleted since does not come back', async () => {
  const g = creerGrappe({ alea: creerAlea(1) });
  const porte: Porte = { prefere: 0 };
  const m = magasinGrappe(g, porte);
  for (const base of [EST, 'tg-central', 'tg-lots']) await m.creerBase(base);
  g.retards = { ecriture: 0, ordre: 0, lecture: 0 };
  g.cadence = 0;
  await ecrireEnUneFois(m, { _id: 'import:essai', lot: 'L1' }, [{ base: EST, doc: { _id: VISITE } }], (etape) => {
    if (etape !== 'applique') return;
    g.partir(0);
    porte.prefere = 1;
  });
  const la = await lireUn<object>(m, EST, VISITE);
  await supprimerLot(m, EST, la ? [la] : []);
  g.revenir(0);
  porte.prefere = 0;
  // That copy shows it, and no quorum does.
  expect(await lireIds(m, 'tg-lots', TOUT)).toHaveLength(1);
  expect(await lotsEnSouffrance(m)).toBe(false);
  expect(await rejouerLots(m)).toEqual({ rejoues: [], abandonnes: [] });
  expect(await lireUn(m, EST, VISITE)).toBeUndefined();
});

test('[FL-1] what a crash cut short is not finished while a node catches up, but afterwards', async () => {
  let reste = 5_000;
  const m = { ...magasinMemoire(), noeuds: async () => noeuds(reste) };
  for (const base of [EST, 'tg-central']) await m.creerBase(base);
  const MORT = new Error('mort');
  const ecrire = ecrireEnUneFois(m, { _id: 'import:essai', lot: 'L1' }, [{ base: EST, doc: { _id: VISITE } }], (e) => {
    if (e === 'valide') throw MORT;
  });
  await expect(ecrire).rejects.toBe(MORT);
  expect((await rejouerImports(m, horloge)).rejoues).toEqual([]);
  expect(await lireUn(m, EST, VISITE)).toBeUndefined();
  reste = 0;
  expect((await rejouerImports(m, horloge)).rejoues).toEqual(['L1']);
  expect(await lireUn(m, EST, VISITE)).toBeDefined();
});

test('[FL-1] a batch is staged by what it weighs: notes that a large service makes long do not make it refused', async () => {
  const m = magasinMemoire();
  for (const base of [EST, 'tg-central']) await m.creerBase(base);
  const ecritures = Array.from({ length: 40 }, (_, n) => ({
    base: EST,
    doc: { _id: `inventaire:imports-2026-10-${String(n).padStart(2, '0')}`, ids: [`é${'x'.repeat(700_000)}`] },
  }));
  let posees = 0;
  await ecrireEnUneFois(m, { _id: 'import:essai', lot: 'L1' }, ecritures, async (etape) => {
    if (etape === 'valide') posees = (await lireIds(m, 'tg-lots', TOUT)).length;
  });
  expect(posees).toBe(8);
  expect(await lireIds(m, EST, TOUT)).toHaveLength(40);
  expect(await lotsEnSouffrance(m)).toBe(false);
});

test('[FL-1] after a crash, what was staged is written to the letter, compressed or, where it is short, in clear', async () => {
  for (const n of [1, 600]) {
    const m = magasinMemoire();
    for (const base of [EST, 'tg-central']) await m.creerBase(base);
    const docs = Array.from({ length: n }, (_, i) => ({
      _id: `visite:2026-10-05:V${i}`,
      dit: 'é « 😀 » "\\\u2028',
      i,
      vide: null,
    }));
    const ecritures = docs.map((doc) => ({ base: EST, doc }));
    const MORT = new Error('mort');
    const poses: object[] = [];
    await expect(
      ecrireEnUneFois(m, { _id: 'import:essai', lot: 'L1' }, ecritures, async (etape) => {
        if (etape !== 'valide') return;
        for (const id of await lireIds(m, 'tg-lots', TOUT)) poses.push((await lireUn<object>(m, 'tg-lots', id)) ?? {});
        throw MORT;
      }),
    ).rejects.toBe(MORT);
    expect(poses.every((t) => 'contenu' in t === n > 1)).toBe(true);
    expect(await lireIds(m, EST, TOUT)).toEqual([]);
    expect((await rejouerLots(m)).rejoues).toEqual(['L1']);
    for (const doc of docs) expect(await lireUn<object>(m, EST, doc._id)).toMatchObject(doc);
    expect(await lotsEnSouffrance(m)).toBe(false);
  }
});

test('[FL-1] a staged part that does not say what it holds is left where it is, and stops what would finish it', async () => {
  const m = magasinMemoire();
  for (const base of ['tg-central', 'tg-lots']) await m.creerBase(base);
  await ecrireTout(m, 'tg-central', [{ _id: 'import:essai', lot: 'L1' }]);
  const part = { _id: 'lot:L1:00001', type: 'lot', lot: 'L1', validation: 'import:essai' };
  await ecrireTout(m, 'tg-lots', [part]);
  await expect(rejouerLots(m)).rejects.toThrow('lot:L1:00001 ne dit pas ce qui est à écrire');
  expect(await lireIds(m, 'tg-lots', TOUT)).toEqual([part._id]);
});
