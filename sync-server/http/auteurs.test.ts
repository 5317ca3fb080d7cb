import { afterAll, beforeAll, expect, test } from 'vitest';
import { paris } from '#shared/testing/constructeurs';
import { type Banc, corpsDe, creerCompteDEssai, ouvrirBanc } from './banc';

let banc: Banc;
beforeAll(async () => {
  banc = await ouvrirBanc({ horloge: () => paris('2026-11-25 12:00') });
  await creerCompteDEssai(banc.magasin, 'marie', 'GESTIONNAIRE', ['EST']);
  await creerCompteDEssai(banc.magasin, 'paul', 'GESTIONNAIRE', ['EST', 'SUD']);
  await creerCompteDEssai(banc.magasin, 'lea', 'GESTIONNAIRE', ['SUD']);
  await creerCompteDEssai(banc.magasin, 'centrale', 'CENTRAL', []);
  await creerCompteDEssai(banc.magasin, 'technique', 'TECHNIQUE', []);
});
afterAll(() => banc.fermer());

const auteurs = async (qui: string): Promise<Record<string, string>> => {
  const corps = await corpsDe(await (await banc.connecter(qui)).appeler('GET', '/api/referentiel'));
  return corps.auteurs as Record<string, string>;
};

test('[CO-1] names of those who write in the session’s antennas, and of no other', async () => {
  const lus = await auteurs('marie');
  expect(lus).toMatchObject({ marie: 'Essai marie', paul: 'Essai paul', centrale: 'Essai centrale' });
  for (const autre of ['lea', 'technique']) expect(lus).not.toHaveProperty(autre);
  expect(await auteurs('lea')).not.toHaveProperty('marie');
});

test('names alone: nothing else of an account leaves the server', async () => {
  for (const nom of Object.values(await auteurs('centrale'))) expect(typeof nom).toBe('string');
  const texte = await (await (await banc.connecter('marie')).appeler('GET', '/api/referentiel')).text();
  for (const secret of ['argon2', 'partCle', 'empreinte']) expect(texte).not.toContain(secret);
});
