import { expect, test } from 'vitest';
import { codesAntennes } from '#shared/domain/antenne/registre';
import { deGarde } from '#shared/domain/veille/garde';
import { paris } from '#shared/testing/constructeurs';
import { lireAstreintes } from '../../sync-server/domaines/astreinte/tours';
import { magasinMemoire } from '../../sync-server/store/memoire/memoire';
import { preparerBases } from '../../sync-server/store/preparer-bases';
import { donnerAstreinte } from './astreinte';

test('[AL-7] in the demonstration somebody is on call at once, for each antenna and for all, with no hole to come', async () => {
  const [magasin, maintenant] = [magasinMemoire(), paris('2026-11-29 19:00')];
  await preparerBases(magasin, maintenant);
  await donnerAstreinte(magasin, maintenant);
  const { tours, trous } = await lireAstreintes({ magasin, horloge: () => maintenant }, true);
  expect(trous).toEqual([]);
  for (const a of codesAntennes()) {
    const noms = deGarde(tours, a, maintenant).map((t) => t.nom);
    expect([a, noms]).toEqual([a, [...(a === 'EST' ? ['Sophie Lambert'] : []), 'Camille Mercier', 'Karim Benali']]);
  }
});
