import { expect, test } from 'vitest';
import { estCertain } from './certitude';

const CALME = { retard: 0, enEchec: false, relecture: { agitee: false, jours: 0, corriges: 0 } };
const SVI = { adresse: 'http://svi.test', journal: { sain: true, enAttente: 0 } };

test('[AL-7] facts are whole where rounds go well, no copy lags, and the journal of the telephone keeps nothing back', () => {
  expect(estCertain(CALME, SVI)).toBe(true);
  expect(estCertain(CALME, { adresse: undefined, journal: undefined })).toBe(true);
  expect(estCertain({ ...CALME, dernierEchec: 120 }, SVI)).toBe(true);
});

test.each([
  ['at the start', undefined, SVI],
  ['while rounds fail', { ...CALME, enEchec: true }, SVI],
  ['just after they failed', { ...CALME, dernierEchec: 119 }, SVI],
  ['while documents cannot be read yet', { ...CALME, manquants: { documents: 1, depuis: 1 } }, SVI],
  ['while a node catches up', { ...CALME, relecture: { ...CALME.relecture, agitee: true } }, SVI],
  ['before the second look, once it has', { ...CALME, relecture: { ...CALME.relecture, douteux: true as const } }, SVI],
  ['before the nodes were asked', { retard: 0, enEchec: false }, SVI],
  ['while calls are to be transmitted', CALME, { ...SVI, journal: { sain: true, enAttente: 1 } }],
  ['while the telephone does not answer', CALME, { ...SVI, journal: undefined }],
])('[AL-7] they may not be %s', (_, etat, svi) => {
  expect(estCertain(etat, svi)).toBe(false);
});
