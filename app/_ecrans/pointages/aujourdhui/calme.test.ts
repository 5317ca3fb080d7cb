import { expect, it } from 'vitest';
import type { Ligne } from '../../../_donnees/depot/lignes';
import { deciderCalme } from './calme';

const ligne = (statut: Ligne['statut']): Ligne => ({ id: statut, statut, aTraiter: false }) as Ligne;
const CALME = [ligne('PREVUE'), ligne('EN_COURS')];
const ATTEND = [ligne('EN_RETARD'), ...CALME];
const lues = (lignes: readonly Ligne[]) => ({ lignes, attendues: false });

it('a day where nothing waits as it comes is said calm, and stays so', () => {
  const dit = deciderCalme(undefined, 'EST 25', lues(CALME));
  expect(dit).toEqual({ cle: 'EST 25', calme: true });
  expect(deciderCalme(dit, 'EST 25', lues(ATTEND))).toBe(dit);
});
it('the last demand that is settled unfolds nothing', () => {
  const dit = deciderCalme(undefined, 'EST 25', lues(ATTEND));
  expect(dit).toEqual({ cle: 'EST 25', calme: false });
  expect(deciderCalme(dit, 'EST 25', lues(CALME))).toBe(dit);
});
it('a rest that she has folded stays folded', () => {
  const replie = { cle: 'EST 25', calme: false };
  expect(deciderCalme(replie, 'EST 25', lues(CALME))).toBe(replie);
});
it('nothing is said before the lines are there', () => {
  expect(deciderCalme(undefined, 'EST 25', lues([]))).toBeUndefined();
});
it('what waits may be settled by what this PC has not received yet: said once it has; a calm day is at once', () => {
  expect(deciderCalme(undefined, 'EST 25', { lignes: ATTEND, attendues: true })).toBeUndefined();
  expect(deciderCalme(undefined, 'EST 25', { lignes: CALME, attendues: true })).toEqual({ cle: 'EST 25', calme: true });
});
it.each(['OUEST 25', 'EST 26'])('another antenna or another day is said anew: %s', (cle) => {
  const dit = { cle: 'EST 25', calme: true };
  expect(deciderCalme(dit, cle, lues([]))).toBeUndefined();
  expect(deciderCalme(dit, cle, lues(ATTEND))).toEqual({ cle, calme: false });
});
