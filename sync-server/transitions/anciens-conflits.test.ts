import { expect, test } from 'vitest';
import { BASE_CENTRALE, baseAntenne } from '#shared/contrats/ids';
import { creerAlea } from '#shared/testing/alea';
import { usager } from '#shared/testing/constructeurs';
import { horlogeSysteme } from '../ports/horloge';
import { lireIds, plageDuType } from '../store/lire';
import { BASE_LOTS } from '../store/lots';
import type { Magasin, PageChangements } from '../store/magasin';
import { preparerBases } from '../store/preparer-bases';
import { ecrits } from '../store/testing/contexte';
import { creerGrappe } from '../store/testing/copies/grappe';
import { magasinGrappe } from '../store/testing/copies/magasin-grappe';
import { entourer } from '../store/testing/entourer';
import { demarrerTransitions } from './demarrer';
import { basesSuivies, creerMoteur, rattraper } from './rattraper';

const EST = baseAntenne('EST');
const NOTE = 'note:2026-10-01:a';
const LOT = 'lot:x:00001';

/** The feed as a former version asked for it: without the other leaves. */
const sansFeuilles = (m: Magasin): Magasin =>
  entourer(m, async (o, faire) => {
    if (o.nom !== 'changements') return faire();
    const page = (await faire()) as PageChangements;
    return { ...page, lignes: page.lignes.map(({ autres: _, ...l }) => l) };
  });

/** Two sides have written, and a former version has gone by: the checkpoints are beyond it. */
const apresUneCoupure = async () => {
  const g = creerGrappe({ alea: creerAlea(1) });
  const [ici, la] = [magasinGrappe(g, { prefere: 0, cote: 0 }), magasinGrappe(g, { prefere: 2, cote: 1 })];
  await preparerBases(ici, horlogeSysteme());
  await ici.creerBase(BASE_LOTS);
  g.converger();
  g.separer(2);
  for (const [m, texte] of [
    [ici, 'a'],
    [la, 'b'],
  ] as const) {
    await ecrits(m, EST, [
      { _id: NOTE, type: 'note', texte },
      { ...usager('U1'), ville: texte },
    ]);
    await ecrits(m, BASE_LOTS, [{ _id: LOT, type: 'lot', lot: 'x', validation: texte, ecritures: [] }]);
  }
  g.converger();
  await rattraper(sansFeuilles(ici), horlogeSysteme);
  g.converger();
  const restent = async (): Promise<number[]> =>
    Promise.all(
      [
        [EST, NOTE],
        [EST, 'usager:U1'],
        [BASE_LOTS, LOT],
      ].map(async ([base = '', id = '']) => (await ici.feuilles(base, id)).length),
    );
  return { g, ici, restent };
};

test('[FL-3] what two sides had written before anybody followed it is settled once, in every database', async () => {
  const { g, ici, restent } = await apresUneCoupure();
  const moteur = await creerMoteur(ici, horlogeSysteme);
  await moteur.tour(await basesSuivies(ici));
  expect(await restent()).toEqual([2, 2, 2]);
  await moteur.departager();
  g.converger();
  expect(await restent()).toEqual([1, 1, 1]);
  const divergences = () => lireIds(ici, BASE_CENTRALE, plageDuType('divergence'));
  // The note and the batch; who is known is what the last file says.
  expect(await divergences()).toHaveLength(2);
  let lues = 0;
  const suivant = await creerMoteur(
    entourer(ici, async (o, faire) => {
      const r = await faire();
      if (o.nom === 'changements') lues += (r as PageChangements).lignes.length;
      return r;
    }),
    horlogeSysteme,
  );
  await suivant.departager();
  await suivant.departager();
  // Only what the first look has itself written since.
  expect(lues).toBeLessThan(20);
  expect(await divergences()).toHaveLength(2);
});

test('[FL-3] a service settles them as it starts', async () => {
  const { g, ici, restent } = await apresUneCoupure();
  const calme = entourer(ici, async (o, faire) => (o.nom === 'noeuds' ? [] : faire()));
  const transitions = demarrerTransitions(calme, horlogeSysteme, () => undefined);
  await expect
    .poll(
      () => {
        g.converger();
        return restent();
      },
      { interval: 10, timeout: 10_000 },
    )
    .toEqual([1, 1, 1]);
  await transitions.arreter();
});
