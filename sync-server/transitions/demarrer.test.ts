import { expect, test } from 'vitest';
import { ouvrirMagasinEnMemoire } from '../http/testing/banc';
import { horlogeSysteme } from '../ports/horloge';
import { preparerBases } from '../store/preparer-bases';
import { entourer } from '../store/testing/entourer';
import { demarrerTransitions, enPanne } from './demarrer';

test('rounds that fail for more than a minute are a breakdown; those that go well again are none', async () => {
  const { magasin, fermer } = await ouvrirMagasinEnMemoire();
  await preparerBases(magasin, horlogeSysteme());
  let illisible = true;
  const m = entourer(magasin, (o, faire) => {
    if (illisible && (o.nom === 'plage' || o.nom === 'parCles')) throw new Error('magasin illisible');
    return faire();
  });
  const transitions = demarrerTransitions(m, horlogeSysteme, () => undefined);
  await expect.poll(() => transitions.etat().enEchec, { interval: 10 }).toBe(true);
  expect(enPanne(transitions.etat())).toBe(false);
  expect(enPanne({ ...transitions.etat(), echecDepuis: 61 })).toBe(true);
  illisible = false;
  await expect.poll(() => transitions.etat()).toMatchObject({ retard: 0, enEchec: false });
  await transitions.arreter();
  await fermer();
});
