import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { CODES_JOURS, type JourAstreinte } from '../../contrats/exploitation/astreinte';
import { estOuvert } from '../../temps/ouvres';
import { dateParis, epochMs, instantDe } from '../../temps/paris';
import { jour, paris } from '../../testing/constructeurs';
import { heuresDe } from '../antenne/heures';
import { codesAntennes, poserRegistre, REGISTRE_DE_DEPART } from '../antenne/registre';
import { dansHeures, deGarde, deGardePourTous, type ReglagesGarde, type Tour, trous, trousDe } from './garde';

const HEURES: ReglagesGarde = {
  fenetreVeille: { debut: '08:00', fin: '20:30' },
  heuresOuverture: { debut: '08:30', fin: '17:00' },
  heuresAntennes: {},
};
let n = 0;
const tour = (plus: Partial<Tour> = {}): Tour => {
  n += 1;
  const _id = `tour-astreinte:${String(n).padStart(4, '0')}`;
  return {
    _id,
    du: jour('2026-01-01'),
    jours: CODES_JOURS,
    debut: '00:00',
    fin: '24:00',
    rang: 1,
    nom: _id,
    mobile: `+3360000${String(n).padStart(4, '0')}`,
    ...plus,
  };
};
const noms = (ts: readonly Tour[]): string[] => ts.map((t) => t.nom);

describe('who is on call', () => {
  test('[AL-7] by day and hour, by rank, an antenna’s own before those of all; each person once', () => {
    const tous = tour({ nom: 'tous' });
    const sud = tour({ nom: 'sud', antenne: 'SUD' });
    const second = tour({ nom: 'second', rang: 2, debut: '17:00', fin: '20:30' });
    const double = tour({ nom: 'tous encore', rang: 3, mobile: tous.mobile });
    const est = tour({ nom: 'est', antenne: 'EST' });
    const tours = [second, double, tous, sud, est];
    expect(noms(deGarde(tours, 'SUD', paris('2026-11-25 18:00')))).toEqual(['sud', 'tous', 'second']);
    expect(noms(deGarde(tours, 'SUD', paris('2026-11-25 20:30')))).toEqual(['sud', 'tous']);
    expect(noms(deGarde(tours, 'OUEST', paris('2026-11-25 16:59')))).toEqual(['tous']);
    expect(noms(deGardePourTous(tours, paris('2026-11-25 18:00')))).toEqual(['tous', 'second', 'est', 'sud']);
  });

  test('[AL-7] from its first day to its last, both included, unless taken away', () => {
    const t = tour({ du: jour('2026-11-02'), au: jour('2026-11-08') });
    for (const [i, attendus] of [
      ['2026-11-01 12:00', 0],
      ['2026-11-02 12:00', 1],
      ['2026-11-08 20:00', 1],
      ['2026-11-09 08:00', 0],
    ] as const)
      expect(deGarde([t], 'EST', paris(i))).toHaveLength(attendus);
    const retire = { auteur: 'a', instant: paris('2026-11-03 08:00') };
    expect(deGarde([{ ...t, retire }], 'EST', paris('2026-11-05 12:00'))).toEqual([]);
  });

  test('[AL-7] a public holiday is its own day: who is on call on Wednesdays is not on the 11th of November', () => {
    const mercredis = tour({ jours: ['MER'] });
    const feries = tour({ jours: ['FERIE'] });
    expect(deGarde([mercredis, feries], 'EST', paris('2026-11-04 12:00'))).toEqual([mercredis]);
    expect(deGarde([mercredis, feries], 'EST', paris('2026-11-11 12:00'))).toEqual([feries]);
  });
});

describe('when nobody is', () => {
  const dans = (tours: readonly Tour[], jours: number, maintenant = '2026-11-26 12:00') =>
    trousDe(tours, 'SUD', { maintenant: paris(maintenant), jours }, () => HEURES).map((t) => [t.debut, t.fin]);
  const de = (a: string, b: string) => [paris(a), paris(b)];

  test('[AL-7] the evening, and the whole day of a Saturday; what has passed is no longer said', () => {
    expect(dans([], 2)).toEqual([
      de('2026-11-26 17:00', '2026-11-26 20:30'),
      de('2026-11-27 08:00', '2026-11-27 08:30'),
      de('2026-11-27 17:00', '2026-11-27 20:30'),
      de('2026-11-28 08:00', '2026-11-28 20:30'),
    ]);
  });

  test('[AL-7] between two persons, at the end of a list, and on a holiday that nobody took', () => {
    const semaine: JourAstreinte[] = ['LUN', 'MAR', 'MER', 'JEU', 'VEN'];
    const liste = [
      tour({ jours: semaine, au: jour('2026-12-24') }),
      tour({ jours: ['SAM', 'DIM'], debut: '08:00', fin: '13:00' }),
      tour({ jours: ['SAM'], debut: '14:00', fin: '20:30', antenne: 'SUD' }),
      tour({ jours: ['DIM'], debut: '13:00', fin: '21:00' }),
    ];
    expect(dans(liste, 3)).toEqual([de('2026-11-28 13:00', '2026-11-28 14:00')]);
    expect(dans(liste, 1, '2026-12-24 12:00')).toEqual([de('2026-12-25 08:00', '2026-12-25 20:30')]);
  });

  test('[AL-7] an antenna that has hours of its own is watched over out of those; another is not touched', () => {
    const autres = { ...HEURES, heuresAntennes: { SUD: { debut: '08:00', fin: '18:15' } } };
    const quand = { maintenant: paris('2026-11-26 12:00'), jours: 0 };
    const vus = trous([], quand, () => autres);
    expect(vus.filter((t) => t.antenne === 'SUD').map((t) => [t.debut, t.fin])).toEqual([
      de('2026-11-26 18:15', '2026-11-26 20:30'),
    ]);
    expect(vus.filter((t) => t.antenne === 'EST').map((t) => [t.debut, t.fin])).toEqual([
      de('2026-11-26 17:00', '2026-11-26 20:30'),
    ]);
    // Each day by the hours of that day.
    const des = (d: string): ReglagesGarde => (d < '2026-11-27' ? HEURES : autres);
    expect(trousDe([], 'SUD', { ...quand, jours: 1 }, des).map((t) => [t.debut, t.fin])).toEqual([
      de('2026-11-26 17:00', '2026-11-26 20:30'),
      de('2026-11-27 18:15', '2026-11-27 20:30'),
    ]);
  });

  test('[AL-7] an antenna has no such hours before its first day, nor from the day when it closes', () => {
    const ancien = poserRegistre(
      REGISTRE_DE_DEPART.map((a) => ({
        ...a,
        ...(a.code === 'SUD' ? { ouverteLe: jour('2026-11-28') } : {}),
        ...(a.code === 'EST' ? { fermeeLe: jour('2026-11-28') } : {}),
        ...(a.code === 'OUEST' ? { fermeeLe: jour('2026-11-26') } : {}),
      })),
    );
    try {
      const vus = trous([], { maintenant: paris('2026-11-26 18:00'), jours: 3 }, () => HEURES);
      const de = (a: string) => [...new Set(vus.flatMap((t) => (t.antenne === a ? dateParis(t.debut) : [])))];
      expect([de('SUD'), de('EST'), de('OUEST')]).toEqual([
        ['2026-11-28', '2026-11-29'],
        ['2026-11-26', '2026-11-27'],
        [],
      ]);
    } finally {
      poserRegistre(ancien);
    }
  });

  const heure = fc.integer({ min: 0, max: 24 }).map((h) => `${String(h).padStart(2, '0')}:00`);
  const tours = fc.array(
    fc
      .record({
        jours: fc.subarray(CODES_JOURS, { minLength: 1 }),
        heures: fc.tuple(heure, heure).filter(([a, b]) => a < b),
        antenne: fc.option(fc.constantFrom(...codesAntennes()), { nil: undefined }),
        du: fc.constantFrom(jour('2026-10-20'), jour('2026-10-25')),
        au: fc.option(fc.constantFrom(jour('2026-10-26'), jour('2026-11-02')), { nil: undefined }),
      })
      .map(({ heures: [debut, fin], antenne, au, ...t }) =>
        tour({ ...t, debut, fin, ...(antenne ? { antenne } : {}), ...(au ? { au } : {}) }),
      ),
    { maxLength: 6 },
  );
  test('[AL-7] a minute is in a hole when, and only when, it is of the watch, the antenna is closed, and nobody is on call', () => {
    const maintenant = paris('2026-10-24 12:00');
    const siennes = {
      ...HEURES,
      heuresAntennes: { SUD: { debut: '10:00', fin: '21:00' }, EST: { debut: '05:30', fin: '12:30' } },
    };
    fc.assert(
      fc.property(tours, fc.constantFrom(...codesAntennes()), (ts, antenne) => {
        // Over a change of the clock and All Saints' Day.
        const vus = trousDe(ts, antenne, { maintenant, jours: 9 }, () => siennes);
        for (let m = 0; m < 9 * 24 * 60; m += 30) {
          const i = instantDe(epochMs(maintenant) + m * 60_000);
          const seul =
            dansHeures(i, HEURES.fenetreVeille) &&
            !estOuvert(i, heuresDe(siennes, antenne)) &&
            deGarde(ts, antenne, i).length === 0;
          expect([i, vus.some((t) => t.debut <= i && i < t.fin)]).toEqual([i, seul]);
        }
      }),
      { numRuns: 15 },
    );
  });
});
