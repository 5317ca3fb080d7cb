import { expect, test } from 'vitest';
import { motifEnMots } from './motif';

test('a motif that a PC made up is shown as it is, be it the name of what every object has', () => {
  for (const motif of ['constructor', 'toString', '__proto__', 'hasOwnProperty', 'MOTIF_LOCAL'])
    expect(motifEnMots(motif)).toBe(motif);
  expect(motifEnMots('OUBLI_ARRIVEE')).toBe('Oubli à l’arrivée');
});
