import { afterAll, beforeAll, expect, it } from 'vitest';
import type { Correction } from '#shared/contrats/corrections/correction';
import { baseAntenne } from '#shared/contrats/ids';
import { codesAntennes } from '#shared/domain/antenne/registre';
import type { DateCivile, Instant, Mois } from '#shared/temps/types';
import { correction, paris } from '#shared/testing/constructeurs';
import { ecrireTout } from '../../../store/ecrire';
import { ditesDeuxFois } from '../../cloture/testing/banc';
import { fichier } from '../../dossiers/testing/banc-import';
import { lireEnvoi } from '../testing/banc-dases';
import { type BancEnvois, cloreMois, ouvrirBancEnvois, USAGERS } from '../testing/banc-envois';

// Visits of the last day of October, told, whose hours are then corrected to November: M7's by its own antenna; M8's given to M9 of
// another one, which closes November first.

const [OCT, NOV, DEC] = ['2026-10', '2026-11', '2026-12'] as [Mois, Mois, Mois];
const plan = (id: string, antenne: string): string =>
  `${id};MME;LEBRUN;Zoé;177 rue Royer;75013;Paris;24/01/1933;;;${antenne};P${id.slice(1)};APA75;1;01/06/2025;;;AD;O`;
const punch = (n: string, usager: string, aide: string): string[] => [
  `A${n};31/10/2026 14:00:00;A;${aide};${usager};`,
  `D${n};31/10/2026 15:00:00;D;${aide};${usager};`,
];
const corrections = (...lignes: string[]) => ({ 'CORRECTIONS_202610.csv': fichier('CORRECTIONS', lignes) });
const heures = (n: string, le: string, debut: string, fin: string): string =>
  `X${n}H${le.slice(0, 2)};${le};anne;HORAIRE;A${n};;;;;${debut};${fin};;HORAIRE_DEMANDE;;`;
const matin = ['01/11/2026 09:00', '01/11/2026 10:00'] as const;

let b: BancEnvois;
beforeAll(async () => {
  b = await ouvrirBancEnvois();
  await b.importer(
    {
      'USAGERS_20261002.csv': fichier('USAGERS', [
        ...USAGERS.split('\r\n').slice(1, -2),
        plan('M7', 'SUD'),
        plan('M8', 'SUD'),
        plan('M9', 'EST'),
      ]),
      'POINTAGES_202610.csv': fichier('POINTAGES', [...punch('7', 'M7', 'I1'), ...punch('8', 'M8', 'I2')]),
    },
    { a: '2026-11-02T08:00:00Z' },
  );
  expect(await cloreMois(b, OCT, '2026-11-05T08:00:00Z')).toBe('');
  await b.importer(
    corrections(
      heures('7', '20/11/2026 10:00:00', ...matin),
      heures('8', '20/11/2026 10:00:00', ...matin),
      'X8D;20/11/2026 11:00:00;anne;DONNEES;A8;;M9;;;;;;ERREUR_PLANNING;;',
    ),
    { a: '2026-11-20T11:00:00Z' },
  );
  expect(await cloreMois(b, NOV, '2026-12-05T08:00:00Z', ['EST'])).toBe('');
  expect(
    await cloreMois(
      b,
      NOV,
      '2026-12-06T08:00:00Z',
      codesAntennes().filter((a) => a !== 'EST'),
    ),
  ).toBe('');
  expect(await cloreMois(b, DEC, '2027-01-05T08:00:00Z')).toBe('');
});
afterAll(() => b.fermer());

it('[CL-5] each had its notice in October', async () => {
  const { avis } = await lireEnvoi(b, OCT);
  const jours = avis.map(([pec, debut]) => `${pec} ${debut?.slice(0, 10)}`);
  expect(jours).toEqual(expect.arrayContaining(['P7 2026-10-31', 'P8 2026-10-31']));
});

it('[CL-4] [CL-5] in November: taken back of October by a row each, one is among the visits of the month, and neither has a second notice', async () => {
  const { lignes, avis, corrigees } = await lireEnvoi(b, NOV);
  expect(lignes).toEqual([
    ['P7', OCT, undefined],
    ['P8', OCT, undefined],
  ]);
  expect(corrigees).toEqual([['P7', '2026-11-01T08:00:00Z']]);
  expect(avis).toEqual([]);
});

it('[CL-4] [CL-5] the other, which its new antenna did not tell before it was taken back: a row of the month after, and no notice', async () => {
  const { lignes, avis } = await lireEnvoi(b, DEC);
  expect(lignes).toEqual([['P9', NOV, 60]]);
  expect(avis).toEqual([]);
  expect(await ditesDeuxFois(b, codesAntennes())).toEqual([]);
});

it('[CO-3] [CL-5] hours that were moved to October, told of it, then apply no more: a row takes it back, and November gives it no second notice', async () => {
  const c = await ouvrirBancEnvois();
  try {
    await c.importer(
      {
        'USAGERS_20261002.csv': fichier('USAGERS', [...USAGERS.split('\r\n').slice(1, -2), plan('M7', 'SUD')]),
        'POINTAGES_202611.csv': fichier('POINTAGES', [
          'A7;01/11/2026 09:00:00;A;I1;M7;',
          'D7;01/11/2026 10:00:00;D;I1;M7;',
        ]),
      },
      { a: '2026-11-02T08:00:00Z' },
    );
    const poser = (id: string, nature: Correction['nature'], instant: string, plus: Partial<Correction> = {}) =>
      ecrireTout(c.magasin, baseAntenne('SUD'), [
        correction(nature, {
          id,
          _id: `correction:2026-11-01:${id}`,
          antenne: 'SUD',
          date: '2026-11-01' as DateCivile,
          cible: { genre: 'POINTAGE', id: 'A7' },
          instant: instant as Instant,
          ...plus,
        }),
      ]);
    const heures = { debut: paris('2026-10-31 15:00'), fin: paris('2026-10-31 16:00') };
    await poser('c1', 'HORAIRE', '2026-11-02T10:00:00Z', heures);
    expect(await cloreMois(c, OCT, '2026-11-05T08:00:00Z')).toBe('');
    // Made before, offline, and received since: the hours then name a visit that is deleted.
    await poser('c0', 'SUPPRESSION', '2026-11-02T09:00:00Z');
    await poser('c2', 'RETABLISSEMENT', '2026-11-20T10:00:00Z', { base: ['c0', 'c1'] });
    expect(await cloreMois(c, NOV, '2026-12-05T08:00:00Z')).toBe('');
    expect((await lireEnvoi(c, OCT)).avis.filter(([pec]) => pec === 'P7')).toHaveLength(1);
    const { lignes, corrigees, avis } = await lireEnvoi(c, NOV);
    expect(lignes).toEqual([['P7', OCT, undefined]]);
    expect(corrigees).toEqual([['P7', '2026-11-01T08:00:00Z']]);
    expect(avis).toEqual([]);
  } finally {
    await c.fermer();
  }
});
