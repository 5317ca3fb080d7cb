import { expect, it } from 'vitest';
import { nomAuteur } from './auteurs';

it('dit le nom du compte, et l’identifiant de qui n’en a pas', () => {
  const auteurs = { marie: 'Marie Martin' };
  expect(['marie', 'REPRISE', 'constructor'].map((a) => nomAuteur({ auteurs }, a))).toEqual([
    'Marie Martin',
    'REPRISE',
    'constructor',
  ]);
});
