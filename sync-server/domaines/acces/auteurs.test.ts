import { afterAll, beforeAll, expect, test } from 'vitest';
import { BASE_CENTRALE } from '#shared/contrats/ids';
import { compte, paris } from '#shared/testing/constructeurs';
import { ouvrirMagasinEnMemoire } from '../../http/testing/banc';
import { ecrireTout } from '../../store/ecrire';
import { preparerBases } from '../../store/preparer-bases';
import { lireAuteurs, lireAuteursFiges } from './auteurs';

type Ouvert = Awaited<ReturnType<typeof ouvrirMagasinEnMemoire>>;
let essai: Ouvert;
beforeAll(async () => {
  essai = await ouvrirMagasinEnMemoire();
  await preparerBases(essai.magasin, paris('2026-11-25 12:00'));
  await ecrireTout(essai.magasin, BASE_CENTRALE, [
    compte('marie', { nom: 'Marie Durand', role: 'GESTIONNAIRE', antennes: ['EST'] }),
    compte('42', { nom: 'Marie Durand', role: 'GESTIONNAIRE', antennes: ['SUD'] }),
    compte('paul', { nom: 'Paul Noé', role: 'GESTIONNAIRE', antennes: ['SUD'] }),
    compte('siege', { nom: 'Léa Siège', role: 'CENTRAL', antennes: [] }),
  ]);
});
afterAll(() => essai.fermer());

test('a session reads the names of its antennas and of the head office, no others', async () => {
  expect(await lireAuteurs(essai.magasin, { role: 'GESTIONNAIRE', antennes: ['EST'] })).toEqual({
    marie: 'Marie Durand',
    siege: 'Léa Siège',
  });
});

test('a paper names who wrote, of any antenna, and by the login too where two accounts bear one name', async () => {
  const { nom, role } = await lireAuteursFiges(essai.magasin);
  expect(['marie', '42', 'paul', 'siege', 'parti'].map(nom)).toEqual([
    'Marie Durand (marie)',
    'Marie Durand (42)',
    'Paul Noé',
    'Léa Siège',
    undefined,
  ]);
  expect(['marie', 'siege', 'parti'].map(role)).toEqual(['GESTIONNAIRE', 'CENTRAL', undefined]);
});
