import { expect, test } from 'vitest';
import type { Instant } from '#shared/temps/types';
import { creerAlea } from '#shared/testing/alea';
import { supprimerLot } from './ecrire';
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
