import { expect, test } from 'vitest';
import { passage } from './passages';

test('figures typed in an empty motif are the hour, letters typed in an hour are the motif; the h of an hour stays', () => {
  expect([...'0189'].map((t) => passage(t, 'MOTIF', true))).toEqual(['HEURE', 'HEURE', 'HEURE', 'HEURE']);
  expect(passage('8', 'MOTIF', false)).toBeUndefined();
  expect(passage('o', 'MOTIF', true)).toBeUndefined();
  expect(['o', 'é', 'U'].map((t) => passage(t, 'HEURE', false))).toEqual(['MOTIF', 'MOTIF', 'MOTIF']);
  for (const t of ['h', 'H', '8', ':', '+', '-', 'Tab', 'Enter', 'Backspace', ' '])
    expect([t, passage(t, 'HEURE', false)]).toEqual([t, undefined]);
});
