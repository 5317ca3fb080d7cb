import { expect, it } from 'vitest';
import { ecrireFiltre, lireFiltre } from './adresse';

it('l’adresse des alertes dit son filtre, « À voir » quand elle ne dit rien qui vaille', () => {
  for (const q of ['', 'filtre=toString', 'filtre=']) expect(lireFiltre(new URLSearchParams(q))).toBe('a-voir');
  for (const f of ['a-voir', 'vues'] as const) expect(lireFiltre(new URLSearchParams(ecrireFiltre(f)))).toBe(f);
  expect([ecrireFiltre('a-voir'), ecrireFiltre('vues')]).toEqual(['', '?filtre=vues']);
});
