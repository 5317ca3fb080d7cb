import { expect, it } from 'vitest';
import type { PriseEnCharge } from '../../contrats/dossiers/dossiers';
import type { Mois } from '../../temps/types';
import { ouvreLePasse } from './ouvertures';

const prise = (dateDebut: string, salsaOuvert: boolean, dateFin?: string) =>
  ({ numero: 'P1', codeFinanceur: 'APA75', dateDebut, salsaOuvert, ...(dateFin && { dateFin }) }) as PriseEnCharge;
const [OCT, NOV] = ['2026-10', '2026-11'] as [Mois, Mois];
const ferme = prise('2026-01-01', false);
const ouvert = prise('2026-01-01', true);

it('[CL-5] a right that opens reaches the closed months that it covers, midnight included; one that closes, or does not change, none', () => {
  expect(ouvreLePasse([ferme], [ouvert], [OCT])).toBe(true);
  expect(ouvreLePasse([], [ouvert], [OCT])).toBe(true);
  expect(ouvreLePasse([ouvert], [ferme], [OCT])).toBe(false);
  expect(ouvreLePasse([ouvert], [ouvert], [OCT])).toBe(false);
  expect(ouvreLePasse([prise('2026-12-01', false)], [prise('2026-12-01', true)], [OCT])).toBe(false);
  expect(ouvreLePasse([prise('2026-12-01', false)], [prise('2026-12-01', true)], [OCT, NOV])).toBe(true);
  expect(
    ouvreLePasse([prise('2026-01-01', false, '2026-09-30')], [prise('2026-01-01', true, '2026-09-30')], [OCT]),
  ).toBe(false);
});

it('[CL-5] [FI-10] of a numéro with several versions, the one that opens is looked at where it holds', () => {
  const versions = (premiere: boolean, seconde: boolean) => [
    prise('2026-01-01', premiere, '2026-11-14'),
    prise('2026-11-15', seconde),
  ];
  expect(ouvreLePasse(versions(false, true), versions(false, true), [OCT, NOV])).toBe(false);
  expect(ouvreLePasse(versions(true, false), versions(true, true), [OCT])).toBe(false);
  expect(ouvreLePasse(versions(true, false), versions(true, true), [OCT, NOV])).toBe(true);
  expect(ouvreLePasse(versions(false, true), versions(true, true), [OCT])).toBe(true);
});

it('[CL-5] [FI-7] one that came with no date begins with the month that was open: the midnight before it is none of its days', () => {
  const venue = (salsaOuvert: boolean) => [{ ...prise('2026-11-01', salsaOuvert), duMoisOuvert: true as const }];
  expect(ouvreLePasse(venue(false), venue(true), [OCT])).toBe(false);
  expect(ouvreLePasse(venue(false), venue(true), [OCT, NOV])).toBe(true);
});
