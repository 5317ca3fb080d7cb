import { afterAll, beforeAll, expect, it } from 'vitest';
import { codesAntennes } from '#shared/domain/antenne/registre';
import type { Mois } from '#shared/temps/types';
import { ditesDeuxFois } from '../../cloture/testing/banc';
import { fichier, usagersDates } from '../../dossiers/testing/banc-import';
import { lireEnvoi } from '../testing/banc-dases';
import { type BancEnvois, cloreMois, ouvrirBancEnvois, USAGERS } from '../testing/banc-envois';

// Visits of October that the DASES was told, that November takes back and December gives again; and one that an antenna gives to
// another's usager between their two closings of November.

const [OCT, NOV, DEC] = ['2026-10', '2026-11', '2026-12'] as [Mois, Mois, Mois];
/** Whoever pays M7, from October on where it changes [FI-10]. */
const usagers = (financeur: string, effet?: '01/10/2026'): string =>
  usagersDates([
    ...USAGERS.split('\r\n')
      .slice(1, -2)
      .map((l) => [l] as const),
    [`M7;MME;LEBRUN;Zoé;177 rue Royer;75013;Paris;24/01/1933;;;SUD;P7;${financeur};1;01/06/2025;;;AD;O`, effet],
  ]);
const corriger = (ligne: string, a: string) =>
  b.importer({ 'CORRECTIONS_202610.csv': fichier('CORRECTIONS', [ligne]) }, { a });

let b: BancEnvois;
beforeAll(async () => {
  b = await ouvrirBancEnvois();
  await b.importer(
    {
      'USAGERS_20261002.csv': usagers('APA75'),
      'POINTAGES_202610.csv': fichier('POINTAGES', [
        'A7;12/10/2026 14:00:05;A;I1;M7;',
        'D7;12/10/2026 15:00:00;D;I1;M7;',
      ]),
    },
    { a: '2026-11-02T08:00:00Z' },
  );
  expect(await cloreMois(b, OCT, '2026-11-05T08:00:00Z')).toBe('');
  await corriger('X1;20/11/2026 10:00:00;anne;SUPPRESSION;A1;;;;;;;;AUTRE;en double;', '2026-11-21T08:00:00Z');
  await b.importer({ 'USAGERS_20261120.csv': usagers('CNAV', '01/10/2026') }, { a: '2026-11-20T08:00:00Z' });
  const autres = codesAntennes().filter((a) => a !== 'SUD');
  expect(await cloreMois(b, NOV, '2026-12-05T08:00:00Z', autres)).toBe('');
  await corriger('X2;06/12/2026 10:00:00;anne;DONNEES;A4;;M1;;;;;;ERREUR_PLANNING;;', '2026-12-06T11:00:00Z');
  expect(await cloreMois(b, NOV, '2026-12-07T08:00:00Z', ['SUD'])).toBe('');
  await corriger('X3;10/12/2026 10:00:00;anne;RETABLISSEMENT;A1;;;;;;;;AUTRE;vérifiée;', '2026-12-10T11:00:00Z');
  await b.importer({ 'USAGERS_20261210.csv': usagers('APA75', '01/10/2026') }, { a: '2026-12-10T08:00:00Z' });
  expect(await cloreMois(b, DEC, '2027-01-05T08:00:00Z')).toBe('');
});
afterAll(() => b.fermer());

it('[CL-5] each had its notice in the month of its first telling', async () => {
  const { avis } = await lireEnvoi(b, OCT);
  const jours = avis.map(([pec, debut]) => `${pec} ${debut?.slice(0, 10)}`);
  expect(jours).toEqual(expect.arrayContaining(['P1 2026-10-05', 'P4A 2026-10-05', 'P7 2026-10-12']));
});

it('[CL-4] [CL-5] taken back by a closing: a row each, without new values, and no notice', async () => {
  const { lignes, avis } = await lireEnvoi(b, NOV);
  expect(lignes).toEqual(
    expect.arrayContaining([
      ['P1', OCT, undefined],
      ['P7', OCT, undefined],
    ]),
  );
  expect(avis).toEqual([]);
});

it('[CL-5] given again by the closing after, deleted then restored, or by its funder: a row each, and no second notice', async () => {
  const { lignes, avis } = await lireEnvoi(b, DEC);
  expect(lignes).toEqual(
    expect.arrayContaining([
      ['P1', OCT, 59],
      ['P7', OCT, 60],
    ]),
  );
  expect(avis).toEqual([]);
});

it('[CL-4] [CL-5] given to the usager of another antenna, which closes after: told as before in November, then its rows alone tell it, together', async () => {
  expect((await lireEnvoi(b, NOV)).lignes).not.toContainEqual(['P1', OCT, 60]);
  const { lignes, avis } = await lireEnvoi(b, DEC);
  expect(lignes).toEqual(
    expect.arrayContaining([
      ['P1', OCT, 60],
      ['P4A', OCT, undefined],
      ['P4B', OCT, undefined],
    ]),
  );
  expect(avis).toEqual([]);
  expect(await ditesDeuxFois(b, codesAntennes())).toEqual([]);
});
