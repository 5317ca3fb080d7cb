import { describe, expect, it } from 'vitest';
import type { PriseEnCharge } from '../../contrats/dossiers/dossiers';
import type { Minutes, Mois } from '../../temps/types';
import { financeur, jour, paris, pec } from '../../testing/constructeurs';
import { eligibles } from './eligibles';
import { tableFinanceurs } from './financeurs';
import { type ReportApa, ventilerMois } from './ventiler';
import { versionDuMois, versionsDuMois } from './versions';

const table = tableFinanceurs([
  financeur('PROPRE', 'TARIF_PROPRE'),
  financeur('APA', 'APA'),
  financeur('CNAV', 'CAISSE_RETRAITE'),
]);
if (!table.ok) throw new Error(table.refus.message);
const financeurs = table.valeur;
const OCTOBRE = '2026-10' as Mois;

/** A version that a file gave, from a day to another. */
const version = (
  numero: string,
  code: string,
  [de, a]: [string, string?],
  heures?: number,
  plus: Partial<PriseEnCharge> = {},
): PriseEnCharge =>
  pec(numero, code, {
    dateDebut: jour(de),
    recuLe: paris('2026-07-01 06:00'),
    ...(a ? { dateFin: jour(a) } : {}),
    ...(heures === undefined ? {} : { minutesMax: (heures * 60) as Minutes }),
    ...plus,
  });

const SANS_REPORT: ReportApa = { depuis: '2024-05' as Mois, mois: 5, premierMois: OCTOBRE, consommes: () => 0 };

/** Visits of so many hours from 8:00, each on its day. */
const repartir = (visites: [string, number][], prises: PriseEnCharge[], report = SANS_REPORT, mois = OCTOBRE) => {
  const r = ventilerMois({
    mois,
    visites: visites.map(([j, h], n) => ({
      cle: String(n),
      debut: paris(`${j} 08:00`),
      fin: paris(`${j} ${String(8 + h).padStart(2, '0')}:00`),
      intervenantId: 'I1',
      codePrestation: 'AD',
      facturees: (h * 60) as Minutes,
    })),
    prisesEnCharge: prises,
    financeurs,
    report,
  });
  return visites.map((_, n) =>
    (r.get(String(n)) ?? []).map((p) => `${p.numeroPec ?? '-'}:${p.codeFinanceur}:${p.minutes / 60}@${p.moisPlafond}`),
  );
};

describe('versions of a prise en charge', () => {
  it('[FI-10] the version of the day gives funder, priorité and prestation', () => {
    const prises = [
      version('P', 'CNAV', ['2026-01-01', '2026-10-15'], undefined, { priorite: 3 }),
      version('P', 'APA', ['2026-10-16'], undefined, { codePrestation: 'MEN' }),
      version('Q', 'CNAV', ['2026-01-01'], undefined, { priorite: 2 }),
    ];
    const numeros = (date: string, prestation: string) =>
      eligibles(prises, jour(date), prestation).map((p) => `${p.numero} ${p.codeFinanceur}`);
    expect(numeros('2026-10-15', 'AD')).toEqual(['Q CNAV', 'P CNAV']);
    expect(numeros('2026-10-16', 'AD')).toEqual(['Q CNAV']);
    expect(numeros('2026-10-16', 'MEN')).toEqual(['P APA']);
  });

  it('[FI-10] [FI-1] it starts with its first version: a later one does not lose its rank', () => {
    const prises = [
      version('B', 'CNAV', ['2026-01-01', '2026-09-30']),
      version('B', 'CNAV', ['2026-10-01']),
      version('A', 'CNAV', ['2026-03-01']),
    ];
    expect(eligibles(prises, jour('2026-10-02'), 'AD').map((p) => p.numero)).toEqual(['B', 'A']);
  });

  it('[FI-10] what a version offers is its cap less all that the numéro took in the month, never under 0', () => {
    const prises = [
      version('P', 'CNAV', ['2026-01-01', '2026-10-09'], 4),
      version('P', 'CNAV', ['2026-10-10', '2026-10-19'], 6),
      version('P', 'CNAV', ['2026-10-20'], 2),
    ];
    expect(
      repartir(
        [
          ['2026-10-05', 5],
          ['2026-10-12', 3],
          ['2026-10-25', 1],
        ],
        prises,
      ),
    ).toEqual([
      ['P:CNAV:4@2026-10', '-:PROPRE:1@undefined'],
      ['P:CNAV:2@2026-10', '-:PROPRE:1@undefined'],
      ['-:PROPRE:1@undefined'],
    ]);
  });

  it('[FI-10] an open-ended cap counts too: what it let through is taken from the version after it', () => {
    const prises = [version('P', 'CNAV', ['2026-01-01', '2026-10-09']), version('P', 'CNAV', ['2026-10-10'], 6)];
    expect(
      repartir(
        [
          ['2026-10-05', 5],
          ['2026-10-12', 3],
        ],
        prises,
      ),
    ).toEqual([['P:CNAV:5@2026-10'], ['P:CNAV:1@2026-10', '-:PROPRE:2@undefined']]);
  });

  it('[FI-10] [FI-6] a past month leaves the cap of its last day, less what it took', () => {
    const prises = [
      version('P', 'APA', ['2026-01-01', '2026-08-14'], 10),
      version('P', 'APA', ['2026-08-15', '2026-09-30'], 6),
      version('P', 'APA', ['2026-10-01'], 1),
    ];
    const report: ReportApa = {
      ...SANS_REPORT,
      premierMois: '2026-07' as Mois,
      // July took 8 h of 10, August 5 h of 6, September 9 h of 6.
      consommes: (_, m) => (({ '2026-07': 8, '2026-08': 5, '2026-09': 9 })[m as string] as number) * 60,
    };
    expect(repartir([['2026-10-05', 8]], prises, report)).toEqual([
      ['P:APA:1@2026-10', 'P:APA:2@2026-07', 'P:APA:1@2026-08', '-:PROPRE:4@undefined'],
    ]);
  });

  it('[FI-10] [FI-6] a month that ended without a cap, in a gap or under another funder leaves nothing to the APA', () => {
    const prises = [
      version('P', 'CNAV', ['2026-01-01', '2026-06-30'], 10),
      version('P', 'APA', ['2026-07-01', '2026-07-31']),
      version('P', 'APA', ['2026-08-01', '2026-08-20'], 10),
      version('P', 'APA', ['2026-09-02'], 2),
    ];
    const report: ReportApa = { ...SANS_REPORT, premierMois: '2026-01' as Mois };
    expect(repartir([['2026-10-05', 5]], prises, report)).toEqual([
      ['P:APA:2@2026-10', 'P:APA:2@2026-09', '-:PROPRE:1@undefined'],
    ]);
  });

  it('[FI-10] [FI-9] a cap that was frozen counts only where versions were not dated yet', () => {
    const report: ReportApa = { ...SANS_REPORT, premierMois: '2026-09' as Mois, plafond: () => 60 };
    const reste = (plus: Partial<PriseEnCharge>) =>
      repartir([['2026-10-05', 9]], [version('P', 'APA', ['2026-01-01'], 3, plus)], report)[0]?.[1];
    expect(reste({})).toBe('P:APA:3@2026-09');
    expect(reste({ recuLe: undefined })).toBe('P:APA:1@2026-09');
  });

  it('[FI-10] [FI-7] after midnight on the last day, a version of the next month counts where its date says so, not where closings do', () => {
    const nuit = (plus: Partial<PriseEnCharge>) =>
      ventilerMois({
        mois: OCTOBRE,
        visites: [
          {
            cle: 'n',
            debut: paris('2026-10-31 23:00'),
            fin: paris('2026-11-01 01:00'),
            intervenantId: 'I1',
            codePrestation: 'AD',
            facturees: 120 as Minutes,
          },
        ],
        prisesEnCharge: [
          version('P', 'CNAV', ['2026-01-01', '2026-10-31'], 2),
          version('P', 'CNAV', ['2026-11-01'], 1, plus),
        ],
        financeurs,
        report: SANS_REPORT,
      }).get('n');
    expect(nuit({})?.map((p) => p.minutes)).toEqual([60, 60]);
    expect(nuit({ ligneDu: jour('2026-01-01'), duMoisOuvert: true })?.map((p) => p.minutes)).toEqual([120]);
  });

  it('[FI-10] a month is held against the last version that holds in it', () => {
    const prises = [
      version('P', 'CNAV', ['2026-01-01', '2026-10-09'], 4),
      version('P', 'CNAV', ['2026-10-10', '2026-10-19'], 6),
      version('P', 'CNAV', ['2026-11-01'], 2),
      version('Q', 'CNAV', ['2026-11-01'], 9),
    ];
    expect(versionsDuMois(prises, OCTOBRE).map((p) => p.minutesMax)).toEqual([360]);
    expect(versionDuMois(prises, 'P', OCTOBRE)?.minutesMax).toBe(360);
    expect(versionDuMois(prises, 'Q', OCTOBRE)?.minutesMax).toBe(540);
    expect(versionDuMois(prises, 'R', OCTOBRE)).toBeUndefined();
  });
});
