import { afterAll, beforeAll, expect, it } from 'vitest';
import { lireFichier } from '#shared/formats/codec-lecture';
import { DASES_COMPLEMENTAIRE } from '#shared/formats/dases-complementaire/dases-complementaire';
import type { Mois } from '#shared/temps/types';
import { fichier } from '../../dossiers/testing/banc-import';
import { lireEnvoi } from '../testing/banc-dases';
import { type BancEnvois, cloreMois, ouvrirBancEnvois, USAGERS } from '../testing/banc-envois';
import { fabriquerDases } from './fabriquer';

// Rights that SALSA closes once October was told: what a later closing corrects of the visits that they paid.

const [OCT, NOV, DEC, JAN] = ['2026-10', '2026-11', '2026-12', '2027-01'] as [Mois, Mois, Mois, Mois];
const FERMES = USAGERS.replace(/(;P1;.*;)O\r/, '$1N\r').replaceAll(/(;P4[AB];.*;)O\r/g, '$1N\r');

let b: BancEnvois;
const corriger = (lignes: readonly string[], a: string) =>
  b.importer({ 'CORRECTIONS_202610.csv': fichier('CORRECTIONS', lignes) }, { a });
const clore = async (mois: Mois, le: string) => expect(await cloreMois(b, mois, le)).toBe('');
const punch = (id: string, usager: string, jour: string): string[] => [
  `A${id};${jour} 14:00:00;A;I1;${usager};`,
  `D${id};${jour} 15:00:00;D;I1;${usager};`,
];

/** Rows of the complementary file: prise en charge, day of the visit, minutes before and after. */
const lignes = async (mois: Mois) => {
  const faits = await fabriquerDases(b.ports, mois);
  if (!faits.ok) throw new Error(faits.refus.message);
  const f = faits.valeur.find((x) => x.nom.startsWith('DASES_COMPLEMENTAIRE'));
  if (!f) return [];
  const lu = lireFichier(
    DASES_COMPLEMENTAIRE,
    Buffer.from((await b.ports.reserve.lire(f.empreinte)) ?? []).toString('utf8'),
  );
  if (!lu.ok) throw new Error(lu.raison);
  return lu.lignes.map(({ valeur: v }) => [
    v.numero_pec,
    (v.ancien_debut ?? v.nouveau_debut)?.slice(0, 10),
    v.ancien_minutes_financees,
    v.nouveau_minutes_financees,
  ]);
};

beforeAll(async () => {
  b = await ouvrirBancEnvois();
  await b.importer(
    { 'POINTAGES_202610.csv': fichier('POINTAGES', punch('8', 'M4', '08/10/2026')) },
    { a: '2026-11-02T08:00:00Z' },
  );
  await clore(OCT, '2026-11-05T08:00:00Z');
  await b.importer({ 'USAGERS_20261110.csv': FERMES }, { a: '2026-11-10T08:00:00Z' });
  await b.importer(
    { 'POINTAGES_202610.csv': fichier('POINTAGES', punch('9', 'M1', '14/10/2026')) },
    { a: '2026-11-20T08:00:00Z' },
  );
  await corriger(
    [
      'T1;20/11/2026 10:00:00;anne;MINUTES;A1;;;;;;;15;ATTENTE_PORTE;;',
      // What it took of the PCH and of the ASL passes to the visit of the 8th.
      'T2;20/11/2026 10:00:00;anne;SUPPRESSION;A4;;;;;;;;ABSENCE_USAGER;;',
    ],
    '2026-11-21T08:00:00Z',
  );
  await clore(NOV, '2026-12-05T08:00:00Z');
  await corriger(['T3;06/12/2026 10:00:00;anne;MINUTES;A1;;;;;;;20;ATTENTE_PORTE;;'], '2026-12-07T08:00:00Z');
  await clore(DEC, '2027-01-05T08:00:00Z');
  await b.importer({ 'USAGERS_20270110.csv': USAGERS }, { a: '2027-01-10T08:00:00Z' });
  await clore(JAN, '2027-02-05T08:00:00Z');
});
afterAll(() => b.fermer());

it('[CL-4] [CL-5] a right closed since it paid a visit: what is corrected of it is the difference, and what a split gives elsewhere is told; a visit of which nothing was told is not', async () => {
  expect(await lignes(NOV)).toEqual([
    ['P1', '2026-10-05', 59, 74],
    ['P4A', '2026-10-05', 30, undefined],
    ['P4B', '2026-10-05', 30, undefined],
    ['P4A', '2026-10-08', undefined, 30],
  ]);
});

it('[CL-4] [CL-5] corrected again while the right is closed, it starts from what was told last; opened again, only what was never told leaves', async () => {
  expect(await lignes(DEC)).toEqual([['P1', '2026-10-05', 74, 79]]);
  expect(await lignes(JAN)).toEqual([['P1', '2026-10-14', undefined, 60]]);
  expect((await lireEnvoi(b, JAN)).avis.map(([pec, debut]) => [pec, debut?.slice(0, 10)])).toEqual([
    ['P1', '2026-10-14'],
  ]);
});
