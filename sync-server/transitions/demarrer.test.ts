import { expect, test } from 'vitest';
import { ouvrirMagasinDEssai } from '../http/testing/banc';
import { horlogeSysteme } from '../ports/horloge';
import type { MagasinSuivi } from '../ports/suivi';
import { preparerBases } from '../store/preparer-bases';
import { demarrerTransitions, enPanne } from './demarrer';

test('rounds that fail for more than a minute are a breakdown; those that go well again are none', async () => {
  const { magasin, fermer } = await ouvrirMagasinDEssai();
  await preparerBases(magasin, horlogeSysteme());
  let illisible = true;
  const request = async (o: { path?: string }): Promise<unknown> => {
    if (illisible && o.path === '_all_docs') throw new Error('magasin illisible');
    return magasin.nano.request(o as never);
  };
  const nano = new Proxy(magasin.nano, { get: (n, k) => (k === 'request' ? request : Reflect.get(n, k)) });
  const m: MagasinSuivi = { ...magasin, nano };
  const transitions = demarrerTransitions(m, horlogeSysteme, () => undefined);
  await expect.poll(() => transitions.etat().enEchec, { interval: 10 }).toBe(true);
  expect(enPanne(transitions.etat())).toBe(false);
  expect(enPanne({ ...transitions.etat(), echecDepuis: 61 })).toBe(true);
  illisible = false;
  await expect.poll(() => transitions.etat()).toEqual({ retard: 0, enEchec: false });
  await transitions.arreter();
  await fermer();
});
