import { expect, it } from 'vitest';
import { phraseTropPeu, tropPeu } from './resume';

it.each([
  [0, 0, true, 'Aucune minute mesurée'],
  [1, 0, true, '1 réussie sur 1 minute mesurée'],
  [2, 1, true, '2 réussies sur 3 minutes mesurées'],
  [58, 1, true, '58 réussies sur 59 minutes mesurées'],
  [60, 0, false, '60 réussies sur 60 minutes mesurées'],
])('[RG] %i réussies et %i échecs : trop peu %s', (reussies, echecs, peu, dit) => {
  expect(tropPeu({ reussies, echecs })).toBe(peu);
  expect(phraseTropPeu({ reussies, echecs }).replaceAll('\u00a0', ' ')).toBe(dit);
});
