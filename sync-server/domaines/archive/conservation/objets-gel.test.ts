import { afterAll, beforeAll, expect, test } from 'vitest';
import { baseAntenne } from '#shared/contrats/ids';
import { moisSchema } from '#shared/temps/types';
import { usager } from '#shared/testing/constructeurs';
import { ouvrirMagasinEnMemoire } from '../../../http/testing/banc';
import { horlogeSysteme } from '../../../ports/horloge';
import { ecrireTout } from '../../../store/ecrire';
import type { Magasin } from '../../../store/lire';
import { preparerBases } from '../../../store/preparer-bases';
import { clore, ecrirePetiteArchive, type PetiteArchive } from '../testing/petite-archive';
import { connaitreObjet } from './objets-gel';

let archive: PetiteArchive;
let magasin: Magasin;
let fermer: () => Promise<void>;
beforeAll(async () => {
  archive = await ecrirePetiteArchive({ datee: false });
  ({ magasin, fermer } = await ouvrirMagasinEnMemoire());
  await preparerBases(magasin, horlogeSysteme());
  await ecrireTout(magasin, baseAntenne('SUD'), [
    usager('M200001', { nom: 'Martin', prenom: 'Jeanne' }),
    { _id: 'visite:2024-05-03:V1', type: 'visite' },
  ]);
  await clore(magasin, 'EST', moisSchema.parse('2025-03'), ['UFIGE']);
});
afterAll(async () => {
  await fermer();
  await archive.fermer();
});

const connaitre = async (objet: Parameters<typeof connaitreObjet>[1]) => {
  const r = await connaitreObjet({ magasin, dossier: archive.dossier, relevesRepris: undefined }, objet);
  return r.ok ? r.valeur : r.refus.message;
};

test('[RE] who is to be held is named; a number that nobody has, one digit wrong, is refused, and nothing is held', async () => {
  expect(await connaitre({ usagerId: 'M200001' })).toEqual({ nom: 'MARTIN Jeanne' });
  // Their file has gone: frozen months, or the archive, know them still.
  for (const usagerId of ['UFIGE', 'U1', 'U4']) expect(await connaitre({ usagerId })).toEqual({});
  for (const usagerId of ['m200001', 'M200002', 'U'])
    expect(await connaitre({ usagerId })).toMatch(/^Aucun usager .*Rien n’est gelé.*--meme-inconnu/);
});

test('[RE] a month of which there is something, planned, frozen or archived, may be held; an empty one is refused', async () => {
  for (const mois of ['2024-05', '2025-03', '2026-12'])
    expect(await connaitre({ mois: moisSchema.parse(mois) })).toEqual({});
  expect(await connaitre({ mois: moisSchema.parse('2042-05') })).toMatch(/^Il n’y a rien de mai 2042.*Rien n’est gelé/);
});
