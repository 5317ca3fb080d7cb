import { expect, test } from 'vitest';
import { usager } from '#shared/testing/constructeurs';
import { chercherUsagers } from './chercher';

const usagers = new Map(
  [
    usager('U3', { nom: 'Martin', prenom: 'Zoé' }),
    usager('U1', { nom: 'Martin', prenom: 'Élise' }),
    usager('U2', { nom: 'Durand', prenom: 'Martine' }),
  ].map((u) => [u.id, u] as const),
);
const ids = (cherche: string) => chercherUsagers(usagers, cherche).map((u) => u.id);

test('usagers by the first letters of their names, or by their file', () => {
  expect(ids('')).toEqual(['U2', 'U1', 'U3']);
  expect(ids('mart')).toEqual(['U1', 'U3', 'U2']);
  expect(ids('mart e')).toEqual(['U1']);
  expect(ids('U3')).toEqual(['U3']);
  expect(ids('xyz')).toEqual([]);
});
