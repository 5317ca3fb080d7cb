import { expect, it } from 'vitest';
import type { Instant } from '#shared/temps/types';
import { uneFoisParMois } from './une-fois';

it('[RE] what fails is tried again; done, it is not done again in the month', async () => {
  let maintenant = '2026-11-04T01:40:00Z' as Instant;
  const faits: string[] = [];
  let refuse = true;
  const faire = uneFoisParMois(
    () => maintenant,
    async (mois) => {
      if (refuse) throw new Error('ECRITURE_EN_COURS');
      return faits.push(mois);
    },
  );
  await expect(faire()).rejects.toThrow('ECRITURE_EN_COURS');
  refuse = false;
  expect([await faire(), await faire()]).toEqual([1, 0]);
  maintenant = '2026-11-30T23:10:00Z' as Instant;
  await faire();
  expect(faits).toEqual(['2026-11', '2026-12']);
});
