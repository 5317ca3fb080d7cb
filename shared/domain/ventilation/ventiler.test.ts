import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { PriseEnCharge } from '../../contrats/dossiers/dossiers';
import { ajouterMois, instantDe, moisParis } from '../../temps/paris';
import type { Minutes, Mois } from '../../temps/types';
import { financeur, jour, paris, pec } from '../../testing/constructeurs';
import { histoires } from '../../testing/histoires';
import { cumulInterdit, eligibles } from './eligibles';
import { tableFinanceurs } from './financeurs';
import { type ReportApa, type VisiteAVentiler, ventilerMois } from './ventiler';

const table = tableFinanceurs([
  financeur('PROPRE', 'TARIF_PROPRE'),
  financeur('APA', 'APA'),
  financeur('ASL', 'ASL_PA'),
  financeur('CNAV', 'CAISSE_RETRAITE'),
]);
if (!table.ok) throw new Error(table.refus.message);
const financeurs = table.valeur;
const m = (n: number) => n as Minutes;
const mois = '2026-10' as Mois;
const sansReport: ReportApa = { depuis: '2024-05' as Mois, mois: 5, premierMois: mois, consommes: () => 0 };
let n = 0;
const v = (debut: string, fin: string, facturees: number, plus: Partial<VisiteAVentiler> = {}): VisiteAVentiler => {
  n += 1;
  return {
    cle: `v${n}`,
    debut: paris(debut),
    fin: paris(fin),
    intervenantId: 'I1',
    codePrestation: 'AD',
    facturees: m(facturees),
    ...plus,
  };
};
const parts = (
  visites: VisiteAVentiler[],
  prisesEnCharge: PriseEnCharge[],
  report = sansReport,
  de = mois,
): string[][] => {
  const r = ventilerMois({ mois: de, visites, prisesEnCharge, financeurs, report });
  return visites.map((x) =>
    (r.get(x.cle) ?? []).map(
      (p) =>
        `${p.numeroPec ?? '-'}:${p.codeFinanceur}:${p.minutes}${p.moisPlafond && p.moisPlafond !== de ? `@${p.moisPlafond}` : ''}`,
    ),
  );
};

describe('ventilation', () => {
  it('[FI-1] éligibles : dates comprises, code prestation ou *, par priorité, date de début, numéro', () => {
    const l = [
      pec('C', 'CNAV', { priorite: 2 }),
      pec('B', 'CNAV', { dateDebut: jour('2026-02-01') }),
      pec('A2', 'CNAV', { codePrestation: '*' }),
      pec('A1', 'CNAV'),
      pec('X', 'CNAV', { codePrestation: 'MEN' }),
      pec('FINIE', 'CNAV', { dateFin: jour('2026-09-30') }),
      pec('JOUR', 'CNAV', { dateDebut: jour('2026-10-01'), dateFin: jour('2026-10-01') }),
    ];
    expect(eligibles(l, jour('2026-10-01'), 'AD').map((p) => p.numero)).toEqual(['A1', 'A2', 'B', 'JOUR', 'C']);
  });

  it('[FI-2] par ordre chronologique, chacune jusqu’à son plafond du mois', () => {
    const l = [pec('P1', 'CNAV', { minutesMax: m(90) }), pec('P2', 'ASL', { priorite: 2 })];
    expect(
      parts([v('2026-10-02 08:00', '2026-10-02 09:00', 60), v('2026-10-01 08:00', '2026-10-01 09:00', 60)], l),
    ).toEqual([['P1:CNAV:30', 'P2:ASL:30'], ['P1:CNAV:60']]);
  });

  it('[FI-2] à même début, l’identifiant de l’aide puis la fin', () => {
    const l = [pec('P1', 'CNAV', { minutesMax: m(60) })];
    expect(
      parts(
        [
          v('2026-10-01 08:00', '2026-10-01 09:00', 60, { intervenantId: 'I2' }),
          v('2026-10-01 08:00', '2026-10-01 09:00', 60),
        ],
        l,
      ),
    ).toEqual([['-:PROPRE:60'], ['P1:CNAV:60']]);
  });

  it('[FI-3] ce que rien ne couvre va, sans numéro, au tarif propre ; la table en a un et un seul', () => {
    expect(parts([v('2026-10-01 08:00', '2026-10-01 09:00', 60)], [])).toEqual([['-:PROPRE:60']]);
    expect(parts([v('2026-10-01 08:00', '2026-10-01 09:00', 60)], [pec('N', 'PROPRE')])).toEqual([['N:PROPRE:60']]);
    expect(tableFinanceurs([financeur('APA', 'APA')]).ok).toBe(false);
    expect(tableFinanceurs([financeur('P1', 'TARIF_PROPRE'), financeur('P2', 'TARIF_PROPRE')]).ok).toBe(false);
    expect(
      tableFinanceurs([
        financeur('P1', 'TARIF_PROPRE'),
        financeur('P1', 'TARIF_PROPRE', { dateDebut: jour('2026-06-01') }),
      ]).ok,
    ).toBe(true);
  });

  it('[FI-5] APA et ASL valables le même jour', () => {
    const l = [pec('A', 'APA'), pec('B', 'ASL', { dateFin: jour('2026-10-01') })];
    expect([
      cumulInterdit(l, financeurs, jour('2026-10-01')),
      cumulInterdit(l, financeurs, jour('2026-10-02')),
    ]).toEqual([true, false]);
  });

  it('[FI-6] APA : son plafond d’abord, puis les restes des cinq mois d’avant, le plus ancien d’abord, avant la suivante', () => {
    const l = [pec('A', 'APA', { minutesMax: m(60) }), pec('B', 'CNAV', { priorite: 2 })];
    const report: ReportApa = {
      ...sansReport,
      premierMois: '2026-03' as Mois,
      consommes: (_p, x) =>
        ({ '2026-05': 50, '2026-06': 60, '2026-07': 60, '2026-08': 60, '2026-09': 55 })[x as string] ?? 0,
    };
    expect(parts([v('2026-10-01 08:00', '2026-10-01 10:00', 120)], l, report)).toEqual([
      ['A:APA:60', 'A:APA:10@2026-05', 'A:APA:5@2026-09', 'B:CNAV:45'],
    ]);
  });

  it('[FI-6] compté depuis le plus tardif : paramètre, début de la prise en charge, première intervention', () => {
    const une = (p: Partial<PriseEnCharge>, report: Partial<ReportApa>) =>
      parts(
        [v('2026-10-01 08:00', '2026-10-01 22:00', 600)],
        [pec('A', 'APA', { minutesMax: m(60), dateDebut: jour('2025-01-01'), ...p })],
        { ...sansReport, premierMois: '2020-01' as Mois, ...report },
      )[0]?.length;
    expect(une({}, {})).toBe(7);
    expect(une({ dateDebut: jour('2026-08-15') }, {})).toBe(4);
    expect(une({}, { depuis: '2026-09' as Mois })).toBe(3);
    expect(une({}, { premierMois: mois })).toBe(2);
  });

  it('[FI-6] seule l’APA reporte', () => {
    const report = { ...sansReport, premierMois: '2020-01' as Mois };
    expect(
      parts([v('2026-10-01 08:00', '2026-10-01 10:00', 120)], [pec('C', 'CNAV', { minutesMax: m(60) })], report),
    ).toEqual([['C:CNAV:60', '-:PROPRE:60']]);
  });

  it('[FI-7] à minuit la date change d’éligibilité ; les deux parts comptent dans le mois du début', () => {
    const l = [
      pec('P1', 'CNAV', { dateFin: jour('2026-10-31'), minutesMax: m(600) }),
      pec('P2', 'ASL', { dateDebut: jour('2026-11-01') }),
    ];
    expect(parts([v('2026-10-31 23:30', '2026-11-01 01:00', 90)], l)).toEqual([['P1:CNAV:30', 'P2:ASL:60']]);
    expect(parts([v('2026-10-31 23:30', '2026-11-01 01:00', 20)], l)).toEqual([['P1:CNAV:20']]);
  });

  it('[FI-8] changement de financeur : deux prises en charge datées, chaque visite selon sa date', () => {
    const l = [pec('CN', 'CNAV', { dateFin: jour('2026-10-15') }), pec('AP', 'APA', { dateDebut: jour('2026-10-16') })];
    expect(
      parts([v('2026-10-15 08:00', '2026-10-15 09:00', 60), v('2026-10-16 08:00', '2026-10-16 09:00', 60)], l),
    ).toEqual([['CN:CNAV:60'], ['AP:APA:60']]);
  });
});

const service = fc.record({
  prises: fc.array(
    fc.record({
      priorite: fc.integer({ min: 1, max: 3 }),
      code: fc.constantFrom('APA', 'ASL', 'CNAV', 'PROPRE'),
      debut: fc.integer({ min: 0, max: 120 }),
      duree: fc.option(fc.integer({ min: 0, max: 200 }), { nil: undefined }),
      max: fc.option(fc.integer({ min: 0, max: 600 }), { nil: undefined }),
      prestation: fc.constantFrom('AD', 'MEN', '*'),
    }),
    { maxLength: 5 },
  ),
  visites: fc.array(
    fc.record({
      jour: fc.integer({ min: 0, max: 121 }),
      minute: fc.nat(1439),
      duree: fc.nat(300),
      aide: fc.constantFrom('I1', 'I2'),
      prestation: fc.constantFrom('AD', 'MEN'),
    }),
    { maxLength: 30 },
  ),
});
const depart = Date.parse('2026-06-30T22:00:00Z');
const date = (n: number) => jour(new Date(depart + 12 * 3_600_000 + n * 86_400_000).toISOString().slice(0, 10));

describe('deux antennes dans le mois', () => {
  it('[CL-2] ce qu’une antenne a clos reste réparti comme il l’était, et a usé le plafond', () => {
    const l = [pec('P1', 'CNAV', { minutesMax: m(90) })];
    const close = v('2026-10-09 08:00', '2026-10-09 09:00', 60, {
      figees: [{ numeroPec: 'P1', codeFinanceur: 'CNAV', minutes: m(60), moisPlafond: mois }],
    });
    const avant = v('2026-10-01 08:00', '2026-10-01 09:00', 60);
    expect(parts([close, avant], l)).toEqual([['P1:CNAV:60'], ['P1:CNAV:30', '-:PROPRE:30']]);
  });
});

describe('ventilation, propriétés', () => {
  it('[FI-4] [FI-6] sur plusieurs mois : les parts font les minutes, aucun plafond n’est dépassé, un vieux mois ne sert qu’une fois', () => {
    fc.assert(
      fc.property(service, (s) => {
        const prises = s.prises.map((p, k) =>
          pec(`P${k}`, p.code, {
            priorite: p.priorite,
            dateDebut: date(p.debut),
            codePrestation: p.prestation,
            ...(p.duree === undefined ? {} : { dateFin: date(p.debut + p.duree) }),
            ...(p.max === undefined ? {} : { minutesMax: m(p.max) }),
          }),
        );
        const visites = s.visites.map((x, k): VisiteAVentiler => {
          const debut = depart + x.jour * 86_400_000 + x.minute * 60_000;
          return {
            cle: `v${k}`,
            debut: instantDe(debut),
            fin: instantDe(debut + x.duree * 60_000),
            intervenantId: x.aide,
            codePrestation: x.prestation,
            facturees: m(x.duree),
          };
        });
        const tires = new Map<string, number>();
        for (let de = '2026-07' as Mois; de <= '2026-11'; de = ajouterMois(de, 1)) {
          const duMois = visites.filter((x) => moisParis(x.debut) === de);
          const report: ReportApa = {
            depuis: '2024-05' as Mois,
            mois: 5,
            premierMois: '2026-07' as Mois,
            consommes: (p, x) => tires.get(`${p}@${x}`) ?? 0,
          };
          const r = ventilerMois({ mois: de, visites: duMois, prisesEnCharge: prises, financeurs, report });
          for (const x of duMois) {
            const siennes = r.get(x.cle) ?? [];
            expect(siennes.reduce((t, p) => t + p.minutes, 0)).toBe(x.facturees);
            for (const p of siennes) {
              expect(p.minutes).toBeGreaterThan(0);
              if (p.numeroPec)
                tires.set(
                  `${p.numeroPec}@${p.moisPlafond}`,
                  (tires.get(`${p.numeroPec}@${p.moisPlafond}`) ?? 0) + p.minutes,
                );
            }
          }
        }
        for (const p of prises) {
          if (p.minutesMax === undefined) continue;
          for (const [cle, total] of tires)
            if (cle.startsWith(`${p.numero}@`)) expect(total).toBeLessThanOrEqual(p.minutesMax);
        }
      }),
      { numRuns: histoires(300) },
    );
  });

  it('[FI-2] l’ordre des visites et des prises en charge donné ne change rien', () => {
    const l = [pec('P1', 'CNAV', { minutesMax: m(100) }), pec('P2', 'APA', { minutesMax: m(50), priorite: 2 })];
    const visites = [
      v('2026-10-01 08:00', '2026-10-01 09:00', 60),
      v('2026-10-02 08:00', '2026-10-02 09:00', 60),
      v('2026-10-03 08:00', '2026-10-03 09:00', 60),
    ];
    const a = ventilerMois({ mois, visites, prisesEnCharge: l, financeurs, report: sansReport });
    const b = ventilerMois({
      mois,
      visites: [...visites].reverse(),
      prisesEnCharge: [...l].reverse(),
      financeurs,
      report: sansReport,
    });
    for (const x of visites) expect(b.get(x.cle)).toEqual(a.get(x.cle));
  });
});
