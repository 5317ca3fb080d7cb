import { expect, test } from 'vitest';
import { baseAntenne, basePointages } from '#shared/contrats/ids';
import { dateCivileSchema } from '#shared/temps/types';
import { pointage, usager } from '#shared/testing/constructeurs';
import { ouvrirMagasinEnMemoire } from '../http/testing/banc';
import { horlogeSysteme } from '../ports/horloge';
import { changer, ecrireTout, sansReponse } from '../store/ecrire';
import type { Noeud } from '../store/magasin';
import { preparerBases } from '../store/preparer-bases';
import { entourer } from '../store/testing/entourer';
import { demarrerTransitions, enPanne } from './demarrer';
import type { Relu } from './revoir';
import { intervenant } from './testing/banc';

test('rounds that fail for more than a minute are a breakdown; those that go well again are none', async () => {
  const { magasin, fermer } = await ouvrirMagasinEnMemoire();
  await preparerBases(magasin, horlogeSysteme());
  let illisible = true;
  const m = entourer(magasin, (o, faire) => {
    if (illisible && (o.nom === 'plage' || o.nom === 'parCles')) throw new Error('magasin illisible');
    return faire();
  });
  const transitions = demarrerTransitions(m, horlogeSysteme, { surErreur: () => undefined });
  await expect.poll(() => transitions.etat().enEchec, { interval: 10 }).toBe(true);
  expect(enPanne(transitions.etat())).toBe(false);
  expect(enPanne({ ...transitions.etat(), echecDepuis: 61 })).toBe(true);
  illisible = false;
  await expect.poll(() => transitions.etat()).toMatchObject({ retard: 0, enEchec: false });
  await transitions.arreter();
  await fermer();
});

const JOUR = dateCivileSchema.parse('2026-10-01');
const EST = baseAntenne('EST');

test('[FL-2] who starts while a node catches up says so, and looks at nothing until it has caught up', async () => {
  const { magasin, fermer } = await ouvrirMagasinEnMemoire();
  await preparerBases(magasin, horlogeSysteme());
  const noeuds: Noeud[] = [
    { nom: 'n1', present: true, aTransmettre: 36_693, actifS: 90 },
    ...['n2', 'n3'].map((nom): Noeud => ({ nom, present: true, aTransmettre: 0, actifS: 36_000 })),
  ];
  const m = entourer(magasin, async (o, faire) => (o.nom === 'noeuds' ? noeuds : faire()));
  const transitions = demarrerTransitions(m, horlogeSysteme, { surErreur: () => undefined });
  await expect.poll(() => transitions.etat().relecture?.agitee, { interval: 10 }).toBe(true);
  expect(await transitions.revoir([JOUR])).toBeUndefined();
  expect(transitions.etat().relecture?.jours).toBeGreaterThan(0);
  await transitions.arreter();
  await fermer();
});

test('[AL-7] the first beat comes after what was punched while the service was away is paired', async () => {
  const { magasin, fermer } = await ouvrirMagasinEnMemoire();
  await preparerBases(magasin, horlogeSysteme());
  const [a] = [pointage('A', `${JOUR} 08:00`)];
  await magasin.creerBase(basePointages(a.instant));
  await ecrireTout(magasin, EST, [usager('U1'), intervenant('I1', 'EST')]);
  await ecrireTout(magasin, basePointages(a.instant), [a]);
  let repondre = (): void => undefined;
  const noeuds = new Promise<void>((ok) => {
    repondre = ok;
  });
  const lectures = new Set<string>();
  const m = entourer(magasin, async (o, faire) => {
    lectures.add(o.nom);
    if (o.nom === 'noeuds') await noeuds;
    return faire();
  });
  const transitions = demarrerTransitions(m, horlogeSysteme, { surErreur: () => undefined });
  const battre = transitions.battre();
  for (let k = 0; k < 50; k += 1) await magasin.lire(EST, 'usager:U1');
  // Nothing is derived before.
  expect([...lectures]).not.toContain('plage');
  repondre();
  await battre;
  expect(await magasin.lire(EST, `intervention:${JOUR}:${a.id}`)).toMatchObject({ arrivee: { id: a.id } });
  await transitions.arreter();
  await fermer();
});

test('[FL-2] asked for some days, it looks at them in its turn, puts right what differs, and tells it', async () => {
  const { magasin, fermer } = await ouvrirMagasinEnMemoire();
  await preparerBases(magasin, horlogeSysteme());
  const [a, d] = [pointage('A', `${JOUR} 08:00`), pointage('D', `${JOUR} 09:00`)];
  await magasin.creerBase(basePointages(a.instant));
  await ecrireTout(magasin, EST, [usager('U1'), intervenant('I1', 'EST')]);
  await ecrireTout(magasin, basePointages(a.instant), [a, d]);
  const dits: Relu[] = [];
  const transitions = demarrerTransitions(magasin, horlogeSysteme, {
    surErreur: () => undefined,
    surRelus: (relus) => dits.push(...relus),
  });
  const id = `intervention:${JOUR}:${a.id}`;
  await expect.poll(() => magasin.lire(EST, id), { interval: 10 }).toMatchObject({ depart: { id: d.id } });
  await expect.poll(() => transitions.etat().retard, { interval: 10 }).toBe(0);
  sansReponse(await changer<{ _id: string; depart?: object }>(magasin, EST, id, ({ depart: _, ...reste }) => reste));
  expect(await transitions.revoir([JOUR])).toBeGreaterThan(0);
  expect(dits).toContainEqual({ base: EST, type: 'intervention', jour: JOUR });
  expect(await magasin.lire(EST, id)).toMatchObject({ depart: { id: d.id } });
  expect(await transitions.revoir([JOUR])).toBe(0);
  await transitions.arreter();
  await fermer();
});
