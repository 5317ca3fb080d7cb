import { afterAll, beforeAll, expect, test } from 'vitest';
import { idAppel } from '#shared/contrats/ids';
import type { Appel } from '#shared/contrats/pointage';
import { paris, pointage } from '#shared/testing/constructeurs';
import { type BancTransitions, ouvrirBancTransitions } from '../transitions/banc';
import { lire } from './lire';

let banc: BancTransitions;
beforeAll(async () => {
  banc = await ouvrirBancTransitions();
});
afterAll(() => banc.fermer());

const appel = (id: string, local: string): Appel => {
  const instant = paris(local);
  return {
    _id: idAppel(instant, id),
    type: 'appel',
    id,
    instant,
    recuLe: instant,
    source: 'SVI',
    etape: 'SENS',
    issue: 'RACCROCHE',
  };
};
const lireAppels = async (mois?: string): Promise<(string | undefined)[]> => {
  const ids: (string | undefined)[] = [];
  const commande = { quoi: 'appels', mois: mois as never } as const;
  for await (const d of lire(banc.magasin, banc.horloge, commande)) ids.push(d.id);
  return ids;
};

test('[PT-4] without an antenna, a failed call whose punch came after all is not shown beside it', async () => {
  await banc.pointer(
    appel('rejouee', '2026-10-01 08:30'),
    pointage('A', '2026-10-01 08:30', { id: 'rejouee-0-M1', appelId: 'rejouee' }),
    appel('echouee', '2026-10-01 08:31'),
    // Another worker's clock said the next day.
    appel('minuit', '2026-10-31 23:59'),
    pointage('A', '2026-11-01 00:01', { id: 'minuit-0-M1', appelId: 'minuit' }),
    // The same name by accident, weeks away: not the same call.
    appel('loin', '2026-10-05 08:00'),
    pointage('A', '2026-10-20 08:00', { id: 'loin-0-M1', appelId: 'loin' }),
  );
  expect(await lireAppels()).toEqual(['echouee', 'loin']);
  expect(await lireAppels('2026-10')).toEqual(['echouee', 'loin']);
});
