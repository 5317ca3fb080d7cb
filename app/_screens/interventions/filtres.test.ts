import { expect, it } from 'vitest';
import { phraseVide } from './filtres';

it('une période sans aucune visite le dit, quel que soit le filtre', () => {
  expect(phraseVide('a-traiter', 0)).toMatch(/^Aucune visite sur cette période\./);
  expect(phraseVide('corrigees', 0)).toMatch(/^Aucune visite sur cette période\./);
  expect(phraseVide('a-traiter', 3)).toMatch(/^Rien à traiter/);
});
