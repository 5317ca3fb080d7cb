import { expect, test } from 'vitest';
import { BASE_CENTRALE, baseAntenne } from '#shared/contrats/ids';
import { creerAlea } from '#shared/testing/alea';
import { usager } from '#shared/testing/constructeurs';
import { horlogeSysteme } from '../ports/horloge';
import { causeDe } from '../store/causes';
import { erreurMagasin } from '../store/erreurs';
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
  const transitions = demarrerTransitions(calme, horlogeSysteme, { surErreur: () => undefined });
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

test('[FL-3] one that cannot be written stops nothing: it is told without a word of it, counted, and tried again at each look', async () => {
  const { g, ici, restent } = await apresUneCoupure();
  let refuse = true;
  const m = entourer(ici, async (o, faire) => {
    if (o.nom === 'noeuds') return [];
    if (refuse && o.nom === 'ecrire' && o.ids.includes(NOTE)) throw erreurMagasin(500, 'forbidden', `refusé : ${NOTE}`);
    const r = await faire();
    g.converger();
    return r;
  });
  const [interrompues, dites]: [unknown[], string[]] = [[], []];
  const transitions = demarrerTransitions(m, horlogeSysteme, {
    surErreur: (e) => interrompues.push(e),
    surNonRegle: (e, type) => dites.push(`${type} ${causeDe(e).mot}`),
  });
  await expect.poll(restent, { interval: 10, timeout: 10_000 }).toEqual([2, 1, 1]);
  await expect.poll(() => transitions.etat(), { interval: 10 }).toMatchObject({ nonRegles: 1, enEchec: false });
  // The nightly look ends, and this one is among what it has tried.
  const avant = dites.length;
  expect(await transitions.revoir([])).toBe(0);
  expect([interrompues, dites.length > avant, new Set(dites)]).toEqual([[], true, new Set(['note forbidden'])]);
  await transitions.arreter();
  // A service that starts anew knows of it, though no change names it.
  refuse = false;
  const suivant = await creerMoteur(m, horlogeSysteme);
  await suivant.departager();
  expect([await restent(), suivant.nonRegles()]).toEqual([[1, 1, 1], 0]);
});
