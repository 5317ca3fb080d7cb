import { describe, expect, it } from 'vitest';
import type { PriseEnCharge } from '../../contrats/dossiers/dossiers';
import type { DateCivile, Instant, Minutes, Mois } from '../../temps/types';
import { jour, pec } from '../../testing/constructeurs';
import { effetHorsVersion, versionsAVerifier, versionsNeuves } from './annoncer';
import { daterVersions, type LignePrise, type Reception } from './dater';

const JUILLET = '2026-07-01T06:00:00Z' as Instant;
const NOVEMBRE = '2026-11-10T06:00:00Z' as Instant;

/** October is closed, and the months before it from August on. */
const CLOS: Reception = {
  date: jour('2026-11-10'),
  instant: NOVEMBRE,
  clos: new Set(['2026-08', '2026-09', '2026-10'] as Mois[]),
  premierOuvert: '2026-11' as Mois,
};
const OUVERT: Reception = { date: jour('2026-07-01'), instant: JUILLET, clos: new Set(), premierOuvert: undefined };

type Dates = [string, (string | undefined)?];
let n = 1;
const ligne = (
  [de, a]: Dates,
  heures: number | undefined,
  o: { effet?: string; code?: string; salsa?: boolean } = {},
): LignePrise => {
  n += 1;
  return {
    ligne: n,
    effet: o.effet === undefined ? undefined : jour(o.effet),
    version: pec('P', o.code ?? 'CNAV', {
      dateDebut: jour(de),
      salsaOuvert: o.salsa ?? false,
      ...(a ? { dateFin: jour(a) } : {}),
      ...(heures === undefined ? {} : { minutesMax: (heures * 60) as Minutes }),
    }),
  };
};

const dites = (versions: readonly PriseEnCharge[]): string[] =>
  versions.map(
    (p) =>
      `${p.dateDebut}..${p.dateFin ?? ''} ${p.codeFinanceur} ${p.minutesMax === undefined ? '-' : p.minutesMax / 60}${p.absenteDepuis ? ' absente' : ''}`,
  );

/** What is known once some files were taken before anything was closed. */
const connues = (...lignes: LignePrise[]): PriseEnCharge[] => daterVersions([], lignes, OUVERT);
const prendre = (avant: readonly PriseEnCharge[], lignes: LignePrise[], r: Reception = CLOS) => {
  const apres = daterVersions(avant, lignes, r);
  // The same file again changes nothing, whenever it comes.
  expect(daterVersions(apres, lignes, { ...r, instant: '2026-12-01T06:00:00Z' as Instant })).toEqual(apres);
  return {
    apres,
    versions: dites(apres),
    neuves: versionsNeuves(avant, apres, lignes, r).map((x) => x.raison.replaceAll('\u00a0', ' ')),
    aVerifier: versionsAVerifier(avant, apres, lignes).map(
      (x) => `${x.colonne} : ${x.raison.replaceAll('\u00a0', ' ')}`,
    ),
  };
};

describe('rows of one file', () => {
  it('[FI-10] consecutive rows are versions; a later one ends the former the day before, with a warning', () => {
    const r = prendre([], [ligne(['2026-01-01', '2026-12-31'], 4), ligne(['2026-10-01', '2026-10-31'], 9)], OUVERT);
    expect(r.versions).toEqual(['2026-01-01..2026-09-30 CNAV 4', '2026-10-01..2026-10-31 CNAV 9']);
    expect(r.neuves).toEqual(['nouvelle version, à partir du 1er octobre 2026 (change : plafond)']);
    expect(r.aVerifier).toEqual([
      expect.stringMatching(/^date_fin : la version de la ligne \d+ commence avant la fin .* le 30 septembre 2026$/),
    ]);
  });

  it('[FI-10] in any order, with a gap, or by funder alone: each holds for its own dates, and nothing is to be checked', () => {
    const r = prendre(
      [],
      [
        ligne(['2026-10-01'], 4, { code: 'APA' }),
        ligne(['2026-01-01', '2026-06-30'], 4),
        ligne(['2026-08-01', '2026-09-30'], 4),
      ],
      OUVERT,
    );
    expect(r.versions).toEqual([
      '2026-01-01..2026-06-30 CNAV 4',
      '2026-08-01..2026-09-30 CNAV 4',
      '2026-10-01.. APA 4',
    ]);
    expect(r.neuves).toEqual([
      'nouvelle version, à partir du 1er août 2026 (elle commence)',
      'nouvelle version, à partir du 1er octobre 2026 (change : financeur)',
    ]);
    expect(r.aVerifier).toEqual([]);
  });

  it('[FI-10] a date_effet is of no use where the row is new, and out of its version where another row has ended that', () => {
    const nouvelle = ligne(['2026-01-01'], 4, { effet: '2026-03-01' });
    const r = prendre([], [nouvelle], OUVERT);
    expect(r.versions).toEqual(['2026-01-01.. CNAV 4']);
    expect(r.aVerifier).toEqual([
      'date_effet : sans objet : cette version est nouvelle, et vaut depuis le 1er janvier 2026',
    ]);
    const suivante = ligne(['2026-02-01'], 9);
    expect(effetHorsVersion(nouvelle, [nouvelle])).toBeUndefined();
    expect(effetHorsVersion(nouvelle, [nouvelle, suivante])?.raison).toMatch(
      /^la date d’effet vient après la fin de cette version, que la ligne \d+ arrête le 31.janvier.2026/,
    );
  });
});

describe('a row sent again', () => {
  const avant = connues(ligne(['2026-01-01'], 10));

  it('[FI-10] with another cap, holds from the first day of the earliest month that is not closed', () => {
    const r = prendre(avant, [ligne(['2026-01-01'], 5)]);
    expect(r.versions).toEqual(['2026-01-01..2026-10-31 CNAV 10', '2026-11-01.. CNAV 5']);
    expect(r.neuves).toEqual(['nouvelle version, à partir du 1er novembre 2026 (change : plafond)']);
    expect(r.aVerifier).toEqual([]);
    expect(r.apres.map((p) => [p.recuLe, p.ligneDu])).toEqual([
      [JUILLET, undefined],
      [NOVEMBRE, '2026-01-01'],
    ]);
  });

  it('[FI-10] while nothing is closed, it is another from its start', () => {
    expect(prendre(avant, [ligne(['2026-01-01'], 5)], { ...OUVERT, instant: NOVEMBRE }).versions).toEqual([
      '2026-01-01.. CNAV 5',
    ]);
  });

  it('[FI-10] with a date_effet, from that date, be its month closed or not', () => {
    const r = prendre(avant, [ligne(['2026-01-01'], 5, { effet: '2026-09-16', code: 'APA' })]);
    expect(r.versions).toEqual(['2026-01-01..2026-09-15 CNAV 10', '2026-09-16.. APA 5']);
    expect(r.neuves).toEqual([
      'nouvelle version, à partir du 16 septembre 2026 (change : financeur, plafond). Ce mois est clos : ce qui y change partira en lignes complémentaires',
    ]);
    // Given after the change was taken without it: from then on, it holds from there.
    const sans = daterVersions(avant, [ligne(['2026-01-01'], 5, { code: 'APA' })], CLOS);
    expect(prendre(sans, [ligne(['2026-01-01'], 5, { effet: '2026-09-16', code: 'APA' })]).versions).toEqual(
      r.versions,
    );
  });

  it('[FI-10] after a date_effet, and no longer with it: what was dated stays, and its own dates may still say more days', () => {
    const datee = (fin?: string) =>
      daterVersions(
        connues(ligne(['2026-01-01', fin], 60)),
        [ligne(['2026-01-01', fin], 20, { effet: '2027-01-01' })],
        CLOS,
      );
    const r = prendre(datee(), [ligne(['2026-01-01'], 20)]);
    expect(r.versions).toEqual(['2026-01-01..2026-12-31 CNAV 60', '2027-01-01.. CNAV 20']);
    expect([r.neuves, r.aVerifier]).toEqual([[], []]);
    expect(prendre(datee('2027-06-30'), [ligne(['2026-01-01'], 20)]).versions).toEqual(r.versions);
    // The terms of before are other terms than those that it came to: the change is taken back.
    expect(prendre(datee(), [ligne(['2026-01-01'], 60)]).versions).toEqual(['2026-01-01.. CNAV 60']);
  });

  it('[FI-10] twice changed: each holds from its own time; taken back, the first terms hold again from the open month', () => {
    const une = daterVersions(avant, [ligne(['2026-01-01'], 5)], CLOS);
    const decembre: Reception = {
      date: jour('2026-12-10'),
      instant: '2026-12-10T06:00:00Z' as Instant,
      clos: new Set([...CLOS.clos, '2026-11' as Mois]),
      premierOuvert: '2026-12' as Mois,
    };
    expect(prendre(une, [ligne(['2026-01-01'], 10)], decembre).versions).toEqual([
      '2026-01-01..2026-10-31 CNAV 10',
      '2026-11-01..2026-11-30 CNAV 5',
      '2026-12-01.. CNAV 10',
    ]);
  });

  it('[FI-9] [FI-10] a month closed ahead of an open one keeps its cap', () => {
    const r = prendre(avant, [ligne(['2026-01-01'], 5)], {
      ...CLOS,
      clos: new Set(['2026-08', '2026-10'] as Mois[]),
      premierOuvert: '2026-09' as Mois,
    });
    expect(r.versions).toEqual([
      '2026-01-01..2026-08-31 CNAV 10',
      '2026-09-01..2026-09-30 CNAV 5',
      '2026-10-01..2026-10-31 CNAV 10',
      '2026-11-01.. CNAV 5',
    ]);
    expect(r.neuves).toEqual([
      'nouvelle version, à partir du 1er septembre 2026 jusqu’au 30 septembre 2026 (change : plafond)',
      'nouvelle version, à partir du 1er novembre 2026 (change : plafond)',
    ]);
  });

  it('[FI-10] whose months are all closed: nothing changes, and it says how to', () => {
    const r = prendre(connues(ligne(['2026-08-01', '2026-09-30'], 4)), [ligne(['2026-08-01', '2026-09-30'], 5)]);
    expect(r.versions).toEqual(['2026-08-01..2026-09-30 CNAV 4']);
    expect(r.neuves).toEqual([]);
    expect(r.aVerifier).toEqual([expect.stringMatching(/tous ses mois sont clos .* donnez une date_effet$/)]);
  });

  it('[FI-9] its dates always count: an end that moves reaches into closed months, in both ways', () => {
    expect(prendre(avant, [ligne(['2026-01-01', '2026-09-15'], 10)]).versions).toEqual([
      '2026-01-01..2026-09-15 CNAV 10',
    ]);
    const finie = connues(ligne(['2026-01-01', '2026-08-31'], 10));
    const r = prendre(finie, [ligne(['2026-01-01'], 10)]);
    expect(r.versions).toEqual(['2026-01-01.. CNAV 10']);
    expect(r.neuves).toEqual([]);
  });

  it('[CL-5] salsa_ouvert is of the row, whatever the version', () => {
    const change = daterVersions(avant, [ligne(['2026-01-01'], 5)], CLOS);
    const r = prendre(change, [ligne(['2026-01-01'], 5, { salsa: true })]);
    expect(r.apres.map((p) => p.salsaOuvert)).toEqual([true, true]);
    expect(r.neuves).toEqual([]);
  });
});

describe('a new row of a known numéro', () => {
  it('[FI-10] holds from its date_debut, in a closed month or not, and ends the version that was there', () => {
    const avant = connues(ligne(['2026-01-01'], 10));
    for (const [de, clos] of [
      ['2026-09-16', true],
      ['2026-12-01', false],
    ] as const) {
      const r = prendre(avant, [ligne([de], 5)]);
      expect(r.versions).toEqual([
        `2026-01-01..${de === '2026-12-01' ? '2026-11-30' : '2026-09-15'} CNAV 10 absente`,
        `${de}.. CNAV 5`,
      ]);
      expect(r.neuves.map((x) => x.includes('lignes complémentaires'))).toEqual([clos]);
      expect(r.aVerifier).toEqual([]);
    }
  });

  it('[FI-10] a row that vanishes stays, save where another now says its days', () => {
    const avant = connues(ligne(['2026-01-01', '2026-06-30'], 10), ligne(['2026-07-01'], 5));
    expect(prendre(avant, [ligne(['2026-01-01', '2026-06-30'], 10)]).versions).toEqual([
      '2026-01-01..2026-06-30 CNAV 10',
      '2026-07-01.. CNAV 5 absente',
    ]);
    // One that had no end of its own says them again: from the first open month, as any change without a date.
    expect(prendre(avant, [ligne(['2026-01-01'], 10)]).versions).toEqual([
      '2026-01-01..2026-06-30 CNAV 10',
      '2026-07-01..2026-10-31 CNAV 5 absente',
      '2026-11-01.. CNAV 10',
    ]);
  });

  it('[FI-10] what was imported before versions were dated is a version as the others', () => {
    const ancienne = pec('P', 'CNAV', { minutesMax: 600 as Minutes, dateDebut: '2026-01-01' as DateCivile });
    const meme = prendre([ancienne], [ligne(['2026-01-01'], 10)]);
    expect(meme.apres).toEqual([ancienne]);
    expect(meme.neuves).toEqual([]);
    const change = prendre([ancienne], [ligne(['2026-01-01'], 5)]);
    expect(change.versions).toEqual(['2026-01-01..2026-10-31 CNAV 10', '2026-11-01.. CNAV 5']);
    expect(change.apres.map((p) => p.recuLe)).toEqual([undefined, NOVEMBRE]);
  });
});
