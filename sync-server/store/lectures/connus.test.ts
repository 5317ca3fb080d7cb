import { expect, test } from 'vitest';
import type { Pointage } from '#shared/contrats/pointages/pointage';
import type { DateCivile } from '#shared/temps/types';
import type { Stocke } from '../lire';
import { magasinMemoire } from '../memoire/memoire';
import { lirePointages } from './connus';

test('the punches of three months of a large service, and of two years, are one list', async () => {
  const annee = Array.from({ length: 130_000 }, (_, n) => ({ _id: `pointage:${n}`, _rev: '1-a' }) as Stocke<Pointage>);
  const lus = await lirePointages(
    magasinMemoire(),
    '2026-12-01' as DateCivile,
    '2027-02-28' as DateCivile,
    (async () => annee) as unknown as Parameters<typeof lirePointages>[3],
  );
  expect(lus).toHaveLength(260_000);
});
