import { expect, test } from 'vitest';
import { chercherPersonnes, correspond, trierOptions } from './personnes';

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

test('of two usagers who bear one name, each says where she lives and her number; of one whose name is her own, nothing', () => {
  const dits = trierOptions([
    { id: 'U1', nom: 'Guichard', prenom: 'Jacqueline', adresse: '3 rue des Lilas' },
    { id: 'U2', nom: 'GUICHARD', prenom: 'Jacqueline', adresse: '18 rue du Moulin' },
    { id: 'U3', nom: 'Guichard', prenom: 'Paul', adresse: '3 rue des Lilas' },
  ]);
  expect(dits.map((o) => [o.value, o.detail])).toEqual([
    ['U1', '3 rue des Lilas · U1'],
    ['U2', '18 rue du Moulin · U2'],
    ['U3', undefined],
  ]);
  const aides = [
    { id: 'I1', nom: 'Diallo', prenom: 'Awa' },
    { id: 'I2', nom: 'Diallo', prenom: 'Awa' },
  ];
  expect(trierOptions(aides).map((o) => o.detail)).toEqual(['I1', 'I2']);
});

test('of those who match, family names that begin as typed come first, then the order given', () => {
  const options = ['BRUNET Marie', 'MARTIN Paul', 'ZOLA Marius'].map((label) => ({ value: label, label }));
  const trouves = (texte: string) => chercherPersonnes(options, texte, new Map([['ZOLA Marius', '40912']]));
  expect(trouves('mar').map((o) => o.label)).toEqual(['MARTIN Paul', 'BRUNET Marie', 'ZOLA Marius']);
  expect(trouves('409').map((o) => o.label)).toEqual(['ZOLA Marius']);
  expect(trouves('')).toHaveLength(3);
});
