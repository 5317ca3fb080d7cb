import { afterAll, beforeAll, expect, it } from 'vitest';
import { lireFichier } from '#shared/formats/codec-lecture';
import { DASES_COMPLEMENTAIRE } from '#shared/formats/dases-complementaire/dases-complementaire';
import type { Mois } from '#shared/temps/types';
import { fichier } from '../../dossiers/testing/banc-import';
import { type BancEnvois, cloreMois, ouvrirBancEnvois, USAGERS } from '../testing/banc-envois';
import { fabriquerDases } from './fabriquer';

// Rights that SALSA closes once October was told; then a call of it comes in, and takes the minutes of a visit that they paid.

const [OCT, NOV, DEC] = ['2026-10', '2026-11', '2026-12'] as [Mois, Mois, Mois];
const FERMES = USAGERS.replaceAll(/(;P4[AB];.*;)O\r/g, '$1N\r');

let b: BancEnvois;
const clore = async (mois: Mois, le: string) => expect(await cloreMois(b, mois, le)).toBe('');
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
  await clore(OCT, '2026-11-05T08:00:00Z');
  await b.importer({ 'USAGERS_20261110.csv': FERMES }, { a: '2026-11-10T08:00:00Z' });
  const appels = ['AT;02/10/2026 10:00:00;A;I2;M4;', 'DT;02/10/2026 11:00:00;D;I2;M4;'];
  await b.importer({ 'POINTAGES_202610.csv': fichier('POINTAGES', appels) }, { a: '2026-11-20T08:00:00Z' });
  await clore(NOV, '2026-12-05T08:00:00Z');
  const plus = 'T1;06/12/2026 10:00:00;anne;MINUTES;AT;;;;;;;15;ATTENTE_PORTE;;';
  await b.importer({ 'CORRECTIONS_202610.csv': fichier('CORRECTIONS', [plus]) }, { a: '2026-12-07T08:00:00Z' });
  await clore(DEC, '2027-01-05T08:00:00Z');
});
afterAll(() => b.fermer());

it('[CL-4] [CL-5] what a split takes under a closed right from a visit that was told is told of the one to which it passes, had that one not left; what that right never told waits', async () => {
  expect(await lignes(NOV)).toEqual([
    ['P4A', '2026-10-02', undefined, 30],
    ['P4A', '2026-10-05', 30, undefined],
  ]);
});

it('[CL-4] [CL-5] corrected again, it starts from what was told of it so, and has what it takes then of another right', async () => {
  expect(await lignes(DEC)).toEqual([
    ['P4A', '2026-10-02', 30, 30],
    ['P4B', '2026-10-02', undefined, 45],
    ['P4B', '2026-10-05', 30, 15],
  ]);
});
