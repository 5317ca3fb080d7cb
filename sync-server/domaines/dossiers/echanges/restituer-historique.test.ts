import { afterEach, beforeEach, expect, test } from 'vitest';
import type { DateCivile, Instant } from '#shared/temps/types';
import { rattraper } from '../../../transitions/rattraper';
import { type Banc, fichier, ouvrirBanc, SERVICE } from '../testing/banc-import';
import { restituer } from './restituer';

// What a former system left, taken over after the first morning file: it came from there, and is not told to Millésime.

let banc: Banc;
beforeEach(async () => {
  banc = await ouvrirBanc();
});
afterEach(() => banc.fermer());

const dire = async (date: string): Promise<number | string> => {
  const horloge = () => `${date}T05:45:00Z` as Instant;
  const ports = { magasin: banc.magasin, horloge, rattraper: () => rattraper(banc.magasin, horloge) };
  const r = await restituer(ports, { date: date as DateCivile, auteur: 'essai' });
  return r.ok ? r.valeur.lignes : r.refus.message;
};

test('history taken over after the first morning file is not told to Millésime, nor what is corrected of it; a late punch of a day since is', async () => {
  const PLANNING = ['V1;M1;I1;02/11/2026 08:30;02/11/2026 09:30;AD', 'V2;M1;I1;03/11/2026 08:30;03/11/2026 09:30;AD'];
  await banc.importer(
    { ...SERVICE, 'PLANNING_202611.csv': fichier('PLANNING', PLANNING) },
    { a: '2026-11-02T22:00:00Z' },
  );
  expect(await dire('2026-11-03')).toBe(1);
  await banc.importer(
    {
      'POINTAGES_202609.csv': fichier('POINTAGES', [
        'H1;07/09/2026 08:31:00;A;I1;M1;',
        'H2;07/09/2026 09:29:00;D;I1;M1;',
      ]),
    },
    { a: '2026-11-03T22:00:00Z' },
  );
  // The 3rd alone.
  expect(await dire('2026-11-04')).toBe(1);
  await banc.importer(
    {
      'CORRECTIONS_202609.csv': fichier('CORRECTIONS', [
        'C1;04/11/2026 10:00:00;anne;SUPPRESSION;H1;;;;;;;;ABSENCE_USAGER;;',
      ]),
      'POINTAGES_202611.csv': fichier('POINTAGES', ['P1;02/11/2026 18:00:00;A;I1;M1;']),
    },
    { a: '2026-11-04T22:00:00Z' },
  );
  // The late punch of the 2nd, which no plan expected.
  expect(await dire('2026-11-05')).toBe(1);
  expect(await dire('2026-11-06')).toBe(0);
});
