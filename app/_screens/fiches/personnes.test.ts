import { expect, test } from 'vitest';
import { correspond, trierOptions } from './personnes';

test('a person is found by the first letters of each word, whatever accents and case, or by the code', () => {
  expect(correspond('MARTIN Jeanne', '12345', 'mar je')).toBe(true);
  expect(correspond('LE GOFF Anaïs', undefined, 'anai')).toBe(true);
  expect(correspond('SAINT-JUST Élise', undefined, 'just el')).toBe(true);
  expect(correspond('MARTIN Jeanne', '12345', '123')).toBe(true);
  expect(correspond('MARTIN Jeanne', '12345', '234')).toBe(false);
  expect(correspond('MARTIN Jeanne', undefined, 'mar pa')).toBe(false);
  expect(correspond('MARTIN Jeanne', undefined, '')).toBe(true);
});

test('people are sorted as a French reader expects', () => {
  const noms = trierOptions([
    { id: '1', nom: 'Zola', prenom: 'Émile' },
    { id: '2', nom: 'Élan', prenom: 'Rose' },
    { id: '3', nom: 'Durand', prenom: 'Paul' },
  ]);
  expect(noms.map((o) => o.value)).toEqual(['3', '2', '1']);
});
