import { expect, it } from 'vitest';
import { jour } from '#shared/testing/constructeurs';
import { direFermeture, direOuverture } from './ouverture';

it('une antenne qui ferme demain n’est pas fermée aujourd’hui, ni ouverte celle qui ouvre demain', () => {
  const [veille, jourDit] = [jour('2026-12-01'), jour('2026-12-02')];
  expect(direOuverture({ fermeeLe: jourDit }, veille)).toBe('Ferme le 2\u00a0décembre\u00a02026');
  expect(direOuverture({ fermeeLe: jourDit }, jourDit)).toBe('Fermée le 2\u00a0décembre\u00a02026');
  expect(direOuverture({ ouverteLe: jourDit }, veille)).toBe('Ouvre le 2\u00a0décembre\u00a02026');
  expect(direOuverture({ ouverteLe: jourDit }, jourDit)).toBe('Ouverte depuis le 2\u00a0décembre\u00a02026');
  expect(direOuverture({}, veille)).toBe('Ouverte');
  expect(direFermeture('Est', jourDit, veille)).toBe('Est : ferme le 2\u00a0décembre\u00a02026');
  expect(direFermeture('Est', jourDit, jourDit)).toBe('Est : fermée');
});
