import { expect, it } from 'vitest';
import { ouvrir } from './chiffrement';
import { oublierClairs, reprendreOuOuvrir, scellerEtRetenir } from './clairs';

const cle = (): Promise<CryptoKey> =>
  crypto.subtle.generateKey({ name: 'AES-GCM', length: 256 }, false, ['encrypt', 'decrypt']);

it('what this tab has sealed is given back once as it was, then opened like any other', async () => {
  const k = await cle();
  const lot = { 'usager:U1': { _id: 'usager:U1' } };
  const scelle = await scellerEtRetenir(k, lot);
  expect(await ouvrir(k, scelle)).toEqual(lot);
  expect(await reprendreOuOuvrir(k, scelle)).toBe(lot);
  const relu = await reprendreOuOuvrir(k, scelle);
  expect(relu).toEqual(lot);
  expect(relu).not.toBe(lot);
});

it('signed out, nothing of it is kept', async () => {
  const k = await cle();
  const lot = { n: 1 };
  const scelle = await scellerEtRetenir(k, lot);
  oublierClairs();
  const relu = await reprendreOuOuvrir(k, scelle);
  expect(relu).toEqual(lot);
  expect(relu).not.toBe(lot);
});

it('a long sync keeps no more than its last lots', async () => {
  const k = await cle();
  const premier = { n: 0 };
  const scelle = await scellerEtRetenir(k, premier);
  for (let n = 0; n < 4_000; n++) await scellerEtRetenir(k, { n });
  expect(await reprendreOuOuvrir(k, scelle)).not.toBe(premier);
});
