import { expect, test } from 'vitest';
import type { Noeud } from '../magasin';
import { CALME, type Calme, observer, seRattrape } from './calme';

const sain = (n: number, plus: Partial<Noeud> = {}): Noeud => ({
  nom: `n${n}`,
  present: true,
  aTransmettre: 0,
  actifS: 1_000,
  ...plus,
});
const trois = (plus: Partial<Noeud> = {}): Noeud[] => [sain(1), sain(2), sain(3, plus)];

/** Looks thirty seconds apart; whether each finds the cluster agitated. */
const regarder = (...regards: Noeud[][]): boolean[] => {
  let etat: Calme = CALME;
  return regards.map((noeuds, n) => {
    etat = observer(etat, noeuds, n * 30_000, n === 0);
    return etat.agitee;
  });
};

test('[FL-2] a store of one process, and a cluster that is well, are calm', () => {
  expect(regarder([], [])).toEqual([false, false]);
  expect(regarder(trois(), trois())).toEqual([false, false]);
});

test('[FL-2] a node that is away, that does not answer, or has just started is a sign at once', () => {
  expect(regarder(trois(), trois({ present: false }))).toEqual([false, true]);
  expect(regarder(trois(), [sain(1), sain(2), { nom: 'n3', present: true }])).toEqual([false, true]);
  expect(regarder(trois(), trois({ actifS: 59 }))).toEqual([false, true]);
  // Started again between two looks.
  expect(regarder(trois(), trois({ actifS: 300 }))).toEqual([false, true]);
});

test('[FL-2] some documents on their way are none, unless they still are, or are what is seen first', () => {
  expect(regarder(trois(), trois({ aTransmettre: 4 }), trois())).toEqual([false, false, false]);
  expect(regarder(trois(), trois({ aTransmettre: 4 }), trois({ aTransmettre: 2 }))).toEqual([false, false, true]);
  expect(regarder(trois({ aTransmettre: 4 }))).toEqual([true]);
});

test('[FL-2] calm again once nothing has said otherwise for a minute', () => {
  const part = trois({ present: false });
  expect(regarder(trois(), part, trois(), trois(), trois())).toEqual([false, true, true, true, false]);
  expect(regarder(trois(), part, trois(), trois({ aTransmettre: 1 }), trois(), trois(), trois())).toEqual([
    ...[false, true, true, true, true, true, false],
  ]);
});

test('[FL-1] a node that is away answers nothing; one that has come back, or is alone, may answer by what it had', () => {
  const rattrape = (noeuds: Noeud[], revenus: Noeud[] = []) => seRattrape({ noeuds, revenus });
  expect(rattrape([])).toBe(false);
  // Nobody has started again, but one was seen away a moment ago.
  expect(rattrape(trois(), [sain(3)])).toBe(true);
  expect(rattrape(trois())).toBe(false);
  expect(rattrape([...trois(), { nom: 'n4', present: false }])).toBe(false);
  const absent = (n: number): Noeud => ({ nom: `n${n}`, present: false });
  expect(rattrape([sain(1), sain(2), absent(3)])).toBe(false);
  expect(rattrape([sain(1), absent(2), absent(3)])).toBe(true);
  expect(rattrape(trois({ actifS: 20 }))).toBe(true);
  expect(rattrape(trois({ aTransmettre: 1 }))).toBe(true);
});

test('[FL-2] a node that is alone has no copy to wait for: just started, or silent on itself, it is calm', () => {
  const neuf = sain(1, { actifS: 3 });
  const muet: Noeud = { nom: 'n1', present: true };
  expect(regarder([neuf], [muet], [neuf])).toEqual([false, false, false]);
  for (const n of [neuf, muet]) expect(seRattrape({ noeuds: [n], revenus: [n] })).toBe(false);
});
