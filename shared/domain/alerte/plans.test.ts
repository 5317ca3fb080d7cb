import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { PriseEnCharge, Usager } from '../../contrats/dossiers/dossiers';
import { ajouterJours, debutDuJour } from '../../temps/paris';
import type { DateCivile, Instant, Minutes } from '../../temps/types';
import { financeur, jour, parametresAu, paris, pec, usager } from '../../testing/constructeurs';
import { daterVersions } from '../plans/dater';
import { tableFinanceurs } from '../ventilation/financeurs';
import { faitsPlans } from './plans';

const t = tableFinanceurs([
  financeur('PROPRE', 'TARIF_PROPRE'),
  financeur('APA', 'APA'),
  financeur('ASL', 'ASL_PA'),
  financeur('CNAV', 'CAISSE_RETRAITE'),
]);
if (!t.ok) throw new Error(t.refus.message);
const financeurs = t.valeur;

const connue = (d: string): { recuLe: Instant } => ({ recuLe: paris(`${d} 06:00`) });
const h = (n: number) => (n * 60) as Minutes;
const dits = (prises: PriseEnCharge[], d: string, plus: Partial<Usager> = {}) =>
  faitsPlans(
    usager('U1', { vuLe: paris('2026-01-05 06:00'), prisesEnCharge: prises, ...plus }),
    jour(d),
    financeurs,
    parametresAu(jour(d)),
  );
const genres = (prises: PriseEnCharge[], d: string, plus: Partial<Usager> = {}) =>
  dits(prises, d, plus).map((f) => `${f.genre} ${f.numeroPec} ${f.depuis}`);

describe('the end of a plan', () => {
  const finit = pec('P', 'APA', { dateFin: jour('2026-12-31') });
  const FIN = ['FIN_DE_PRISE_EN_CHARGE P 2026-10-31'];

  it('[AL-4] one that ran beside it before is no follower: it is said, with its cap, as what goes on', () => {
    const appoint = pec('Q', 'CNAV', { minutesMax: h(4) });
    expect(genres([finit, appoint], '2026-11-15')).toEqual(FIN);
    expect(dits([finit, appoint], '2026-11-15')[0]?.aCote).toEqual([
      { numeroPec: 'Q', codeFinanceur: 'CNAV', plafond: 240 },
    ]);
    expect(dits([finit], '2026-11-15')[0]?.aCote).toBeUndefined();
  });

  it('[AL-4] a follower starts after the announcement, at the latest the day after the end, and goes on beyond', () => {
    const suivie = (debut: string, plus: Partial<PriseEnCharge> = {}) =>
      genres([finit, pec('Q', 'APA', { dateDebut: jour(debut), ...plus })], '2026-11-15').every(
        (x) => !x.startsWith('FIN_DE_PRISE_EN_CHARGE P'),
      );
    expect([suivie('2026-10-31'), suivie('2026-11-01'), suivie('2027-01-01'), suivie('2027-01-02')]).toEqual([
      false,
      true,
      true,
      false,
    ]);
    expect(suivie('2026-12-01', { dateFin: jour('2026-12-31') })).toBe(false);
    expect(suivie('2026-12-01', { dateFin: jour('2027-01-01') })).toBe(true);
    expect(suivie('2027-01-01', { codePrestation: 'MEN' })).toBe(false);
    expect(suivie('2027-01-01', { codePrestation: '*' })).toBe(true);
  });

  it('[AL-4] [FI-10] a version is no end: it ends with the last one', () => {
    const versions = [
      pec('P', 'APA', { dateFin: jour('2026-11-30') }),
      pec('P', 'APA', { dateDebut: jour('2026-12-01'), dateFin: jour('2026-12-31') }),
    ];
    expect(genres(versions, '2026-11-15')).toEqual(FIN);
    expect(genres([...versions, pec('P', 'APA', { dateDebut: jour('2027-01-01') })], '2026-11-15')).toEqual([]);
  });
});

describe('a cap that goes down', () => {
  const P = [
    pec('P', 'APA', { dateFin: jour('2026-11-30'), minutesMax: h(20), ...connue('2026-01-05') }),
    pec('P', 'APA', { dateDebut: jour('2026-12-01'), minutesMax: h(14), ...connue('2026-11-10') }),
  ];

  it('[AL-4] is announced from the day it is known, until a month after it holds, with both caps', () => {
    expect(['2026-11-09', '2026-11-10', '2026-12-30', '2026-12-31'].map((d) => genres(P, d).length)).toEqual([
      0, 1, 1, 0,
    ]);
    expect(dits(P, '2026-11-10')).toEqual([
      {
        genre: 'PLAFOND_EN_BAISSE',
        usagerId: 'U1',
        numeroPec: 'P',
        depuis: '2026-11-10',
        debut: '2026-12-01',
        plafonds: { de: 1200, a: 840 },
      },
    ]);
  });

  it('[AL-4] where there was none before, or of the plan that follows; not one that goes up, nor one of before the usager was known', () => {
    const [avant, apres] = P as [PriseEnCharge, PriseEnCharge];
    const { minutesMax: _, ...sansPlafond } = avant;
    expect(genres([sansPlafond, apres], '2026-11-10')).toEqual(['PLAFOND_EN_BAISSE P 2026-11-10']);
    const monte = [
      { ...apres, dateDebut: avant.dateDebut, dateFin: jour('2026-11-30') },
      { ...avant, dateDebut: jour('2026-12-01'), dateFin: undefined },
    ];
    expect(genres(monte, '2026-11-10').filter((x) => x.startsWith('PLAFOND'))).toEqual([]);
    const suivante = { ...apres, numero: 'Q' };
    expect(genres([avant, suivante], '2026-11-10')).toEqual(['PLAFOND_EN_BAISSE Q 2026-11-10']);
    const depuisLongtemps = [
      { ...avant, dateFin: jour('2025-12-31'), dateDebut: jour('2025-06-01') },
      { ...apres, dateDebut: jour('2026-01-01'), ...connue('2026-01-05') },
    ];
    expect(genres(depuisLongtemps, '2026-01-06')).toEqual([]);
  });
});

describe('an aid that opens', () => {
  const cnav = pec('C', 'CNAV', { dateFin: jour('2026-11-30'), ...connue('2026-01-05') });
  const apa = pec('A', 'APA', { dateDebut: jour('2026-12-01'), ...connue('2026-11-10') });

  it('[AL-2] from the CNAV to the APA: said from the day it is known, until a month after it has opened', () => {
    expect(['2026-11-09', '2026-11-10', '2026-12-30', '2026-12-31'].map((d) => genres([cnav, apa], d).length)).toEqual([
      0, 1, 1, 0,
    ]);
    expect(dits([cnav, apa], '2026-12-05')).toEqual([
      {
        genre: 'AIDE_OUVERTE',
        usagerId: 'U1',
        numeroPec: 'A',
        depuis: '2026-11-10',
        debut: '2026-12-01',
      },
    ]);
    // Known by the taking over, and to come.
    const reprise = { repris: true as const, vuLe: paris('2026-11-10 06:00') };
    expect(genres([cnav, apa], '2026-11-10', reprise)).toEqual(['AIDE_OUVERTE A 2026-11-10']);
    expect(genres([{ ...apa, dateDebut: jour('2026-03-01') }], '2026-11-10', reprise)).toEqual([]);
  });

  it('[AL-2] the first one, or again after a break; not one that goes on, be it another', () => {
    expect(genres([apa], '2026-11-10')).toEqual(['AIDE_OUVERTE A 2026-11-10']);
    const avant = (fin: string) => pec('Z', 'ASL', { dateFin: jour(fin), ...connue('2026-01-05') });
    const ouvertes = (fin: string) => genres([avant(fin), apa], '2026-11-10').filter((x) => x.startsWith('AIDE'));
    expect([ouvertes('2026-11-30'), ouvertes('2026-11-29')]).toEqual([[], ['AIDE_OUVERTE A 2026-11-10']]);
    expect(genres([{ ...apa, dateFin: jour('2026-12-02') }], '2026-12-10')).toEqual([]);
  });

  it('[AL-2] [FI-10] an aid of before the table of funders began goes on, revised or in another’s place: none opens', () => {
    const depuis2026 = { dateDebut: jour('2026-01-01') };
    const table = tableFinanceurs([
      financeur('PROPRE', 'TARIF_PROPRE', depuis2026),
      financeur('APA', 'APA', depuis2026),
    ]);
    if (!table.ok) throw new Error(table.refus.message);
    const ouvertes = (p: PriseEnCharge[]) =>
      faitsPlans(
        usager('U1', { vuLe: paris('2026-01-05 06:00'), prisesEnCharge: p }),
        jour('2026-11-20'),
        table.valeur,
        parametresAu(jour('2026-11-20')),
      ).filter((f) => f.genre === 'AIDE_OUVERTE').length;
    const ancienne = { dateDebut: jour('2025-06-01'), ...connue('2026-01-05') };
    const revisee = pec('A', 'APA', { ...ancienne, dateFin: jour('2026-11-30') });
    expect(ouvertes([revisee, apa])).toBe(0);
    expect(ouvertes([{ ...revisee, numero: 'Z' }, apa])).toBe(0);
    expect(ouvertes([{ ...revisee, dateFin: jour('2026-11-29') }, apa])).toBe(1);
  });
});

// A year, day by day, of files that change. What is counted beside knows only days: a plan is the set of those on which it holds.

const DEBUT = jour('2026-01-01');
const DELAIS = parametresAu(DEBUT);
const JOURS = Array.from({ length: 365 }, (_, n) => ajouterJours(DEBUT, n));
const ligneArb = fc.record({
  numero: fc.constantFrom('P', 'Q', 'R', 'S'),
  code: fc.constantFrom('APA', 'CNAV', 'ASL'),
  prestation: fc.constantFrom('AD', 'AD', '*', 'MEN'),
  debut: fc.integer({ min: -200, max: 330 }),
  duree: fc.option(fc.integer({ min: 1, max: 260 }), { nil: undefined }),
  recue: fc.integer({ min: -30, max: 300 }),
});
type Ligne = typeof ligneArb extends fc.Arbitrary<infer L> ? L : never;

/** Versions of a numéro never overlap: a later one ends the former. */
const versionsDe = (lignes: readonly Ligne[]): PriseEnCharge[] =>
  lignes
    .filter((l, i) => lignes.findIndex((x) => x.numero === l.numero && x.debut === l.debut) === i)
    .map((l) => {
      const suivante = lignes.filter((x) => x.numero === l.numero && x.debut > l.debut).map((x) => x.debut);
      const fins = [...suivante.map((d) => d - 1), ...(l.duree === undefined ? [] : [l.debut + l.duree])];
      return pec(l.numero, l.code, {
        codePrestation: l.prestation,
        dateDebut: ajouterJours(DEBUT, l.debut),
        ...(fins.length === 0 ? {} : { dateFin: ajouterJours(DEBUT, Math.min(...fins)) }),
        recuLe: debutDuJour(ajouterJours(DEBUT, l.recue)),
      });
    });

/** Two calendar months before, found by walking back. */
const deuxMoisAvant = (fin: DateCivile): DateCivile => {
  let d = fin;
  for (let mois = 0; mois < 2; ) {
    const veille = ajouterJours(d, -1);
    if (veille.slice(0, 7) !== d.slice(0, 7)) mois += 1;
    d = veille;
  }
  while (d.slice(8) > fin.slice(8)) d = ajouterJours(d, -1);
  return d;
};

const AUTREMENT_FIN = 900;
const CALENDRIER = Array.from({ length: AUTREMENT_FIN + 310 }, (_, n) => ajouterJours(DEBUT, n - 310));
/** By numéro, the days (from the first, ten months before) on which it holds, with the prestation; what has no end holds to the last. */
const joursDe = (prises: readonly PriseEnCharge[]): Map<string, Map<DateCivile, string>> =>
  new Map(
    [...new Set(prises.map((p) => p.numero))].map((numero) => [
      numero,
      new Map(
        CALENDRIER.flatMap((d) => {
          const p = prises.find((x) => x.numero === numero && x.dateDebut <= d && d <= (x.dateFin ?? '9999'));
          return p ? [[d, p.codePrestation] as const] : [];
        }),
      ),
    ]),
  );
const DERNIER = ajouterJours(DEBUT, AUTREMENT_FIN - 1);

/** By another count: who is announced on a day, with the day of the announcement and the end. */
const compteAutrement = (prises: readonly PriseEnCharge[]): ((d: DateCivile) => string[]) => {
  const jours = [...joursDe(prises)].map(([numero, siens]) => {
    const dates = [...siens.keys()];
    return { numero, siens, premier: dates[0] ?? DERNIER, dernier: dates.at(-1) ?? DERNIER };
  });
  const annonces = jours.flatMap(({ numero, siens, dernier: fin }) => {
    if (fin === DERNIER) return [];
    const annonce = deuxMoisAvant(fin);
    const lendemain = ajouterJours(fin, 1);
    const suivie = jours.some(
      (x) =>
        x.numero !== numero &&
        x.premier > annonce &&
        x.premier <= lendemain &&
        x.dernier > fin &&
        [...x.siens].some(([k, prestation]) => k >= lendemain && (prestation === '*' || prestation === siens.get(fin))),
    );
    return suivie ? [] : [{ numero, annonce, fin }];
  });
  return (d) =>
    annonces.flatMap(({ numero, annonce, fin }) => (annonce <= d && d <= fin ? [`${numero} ${annonce} ${fin}`] : []));
};

it('[AL-4] over a year of random files, each end of a plan is announced once, from two months before, and none is missed', () => {
  let fins = 0;
  fc.assert(
    fc.property(fc.array(ligneArb, { minLength: 1, maxLength: 7 }), (lignes) => {
      const dites = new Map<string, Set<string>>();
      let connus = -1;
      let prises: PriseEnCharge[] = [];
      let attendues = compteAutrement([]);
      for (const d of JOURS) {
        const recues = lignes.filter((l) => ajouterJours(DEBUT, l.recue) <= d);
        if (recues.length !== connus) {
          connus = recues.length;
          prises = versionsDe(recues);
          attendues = compteAutrement(prises);
        }
        const faits = faitsPlans(usager('U1', { prisesEnCharge: prises }), d, financeurs, DELAIS).filter(
          (f) => f.genre === 'FIN_DE_PRISE_EN_CHARGE',
        );
        const dits = faits.map((f) => `${f.numeroPec} ${f.depuis} ${f.fin}`).sort();
        const attendus = attendues(d).sort();
        if (dits.join() !== attendus.join()) expect([d, dits]).toEqual([d, attendus]);
        for (const f of faits) {
          const cle = `${f.numeroPec} ${f.fin}`;
          dites.set(cle, (dites.get(cle) ?? new Set()).add(f.depuis));
        }
      }
      // What names an alert is its day: one for an end.
      expect([...dites.values()].every((jours) => jours.size === 1)).toBe(true);
      fins += dites.size;
    }),
    { numRuns: 30 },
  );
  expect(fins).toBeGreaterThan(15);
});

describe('other terms in the place of a version, while nothing is closed', () => {
  const r = (d: string) => ({
    date: jour(d),
    instant: paris(`${d} 06:00`),
    clos: new Set<never>(),
    premierOuvert: undefined,
  });
  const ligne = (code: string, heures: number, plus: Partial<PriseEnCharge> = {}) => ({
    ligne: 2,
    version: pec('P', code, { dateDebut: jour('2025-06-01'), minutesMax: h(heures), ...plus }),
  });
  /** Each file says the one row, on its day. */
  const prises = (...fichiers: [string, ReturnType<typeof ligne>][]) =>
    fichiers.reduce<PriseEnCharge[]>((p, [d, l]) => daterVersions(p, [l], r(d)), []);
  const repris = { repris: true as const };

  it('[AL-4] [AL-2] a cap that goes down is announced against the one that it replaced, and no aid opens', () => {
    const p = prises(
      ['2026-01-05', ligne('APA', 60)],
      ['2026-01-20', ligne('APA', 40)],
      ['2026-01-21', ligne('APA', 40)],
    );
    expect(p).toHaveLength(1);
    expect(['2026-01-19', '2026-01-20', '2026-02-18', '2026-02-19'].map((d) => genres(p, d, repris))).toEqual([
      [],
      ['PLAFOND_EN_BAISSE P 2026-01-20'],
      ['PLAFOND_EN_BAISSE P 2026-01-20'],
      [],
    ]);
    expect(dits(p, '2026-01-20', repris)[0]?.plafonds).toEqual({ de: 3600, a: 2400 });
    const monte = prises(['2026-01-05', ligne('APA', 40)], ['2026-01-20', ligne('APA', 60)]);
    expect(genres(monte, '2026-01-20', repris)).toEqual([]);
  });

  it('[AL-4] so is that of a later version, or of a plan that follows, unless it is a fall after the one before', () => {
    const derniere = (heures: number) =>
      daterVersions(
        daterVersions([], [ligne('APA', 30), ligne('APA', 60, { dateDebut: jour('2026-02-01') })], r('2026-01-05')),
        [ligne('APA', 30), ligne('APA', heures, { dateDebut: jour('2026-02-01') })],
        r('2026-01-20'),
      );
    const caps = (p: PriseEnCharge[]) => dits(p, '2026-01-20', repris).map((f) => f.plafonds);
    expect([caps(derniere(40)), caps(derniere(20))]).toEqual([[{ de: 3600, a: 2400 }], [{ de: 1800, a: 1200 }]]);
    const suivi = derniere(40).map((p, i) => ({ ...p, numero: i === 0 ? 'P' : 'Q' }));
    expect(caps(suivi)).toEqual([{ de: 3600, a: 2400 }]);
  });

  it('[AL-4] changed again, but for its cap, it stays the one that was announced', () => {
    const p = prises(
      ['2026-01-05', ligne('APA', 60)],
      ['2026-01-20', ligne('APA', 40)],
      ['2026-01-25', ligne('APA', 40, { priorite: 3 })],
    );
    expect(genres(p, '2026-01-26', repris)).toEqual(['PLAFOND_EN_BAISSE P 2026-01-20']);
  });

  it('[AL-2] an opening is that of the day on which the aid was first known, whatever its terms came to; another funder opens one', () => {
    const debut = { dateDebut: jour('2026-01-15') };
    const p = prises(['2026-01-10', ligne('APA', 40, debut)], ['2026-01-20', ligne('APA', 60, debut)]);
    expect(genres(p, '2026-01-20', repris)).toEqual(['AIDE_OUVERTE P 2026-01-10']);
    const autre = prises(
      ['2026-01-05', ligne('CNAV', 40)],
      ['2026-01-20', ligne('APA', 40)],
      ['2026-01-22', ligne('APA', 60)],
    );
    expect(genres(autre, '2026-01-22', repris)).toEqual(['AIDE_OUVERTE P 2026-01-20']);
  });

  it('[AL-2] of what was imported before versions were dated, nothing opens', () => {
    const [ancienne] = prises(['2026-01-05', ligne('APA', 60)]);
    if (!ancienne) throw new Error('pas de version');
    const { recuLe: _, ...sans } = ancienne;
    const p = daterVersions([sans], [ligne('APA', 40)], r('2026-01-20'));
    expect(genres(p, '2026-01-20', repris)).toEqual(['PLAFOND_EN_BAISSE P 2026-01-20']);
  });
});
