import fc from 'fast-check';
import { expect, it } from 'vitest';
import type { Part } from '../../contrats/cloture/cloture';
import type { PriseEnCharge } from '../../contrats/dossiers/dossiers';
import { ajouterJours, ajouterMois, dernierJour, ecartJours, instantDe, moisParis } from '../../temps/paris';
import type { DateCivile, Minutes, Mois } from '../../temps/types';
import { financeur, jour, pec } from '../../testing/constructeurs';
import { histoires } from '../../testing/histoires';
import { tableFinanceurs } from '../ventilation/financeurs';
import { type ReportApa, type VisiteAVentiler, ventilerMois } from '../ventilation/ventiler';
import { periodesChangees } from './changements';
import { daterVersions, type LignePrise, type MoisClos } from './dater';

// Histories of one usager: files that change their rows, months that are closed in between. A closing freezes its month, then
// computes again, of those closed before, only the months that the change of a plan reaches, as the server does.

const table = tableFinanceurs([
  financeur('PROPRE', 'TARIF_PROPRE'),
  financeur('APA', 'APA'),
  financeur('CNAV', 'CAISSE_RETRAITE'),
]);
if (!table.ok) throw new Error(table.refus.message);
const financeurs = table.valeur;
const MOIS = Array.from({ length: 7 }, (_, n) => ajouterMois('2026-01' as Mois, n));
const DEBUT = jour('2026-01-01');
const JOURS = ecartJours(DEBUT, dernierJour('2026-07' as Mois));
const NUMEROS = ['P', 'Q'] as const;

type Etat = ReadonlyMap<Mois, ReadonlyMap<string, readonly Part[]>>;

const visiteArb = fc.record({
  jour: fc.nat(JOURS),
  // Some pass midnight.
  minute: fc.oneof(fc.integer({ min: 360, max: 1200 }), fc.integer({ min: 1380, max: 1439 })),
  duree: fc.integer({ min: 30, max: 240 }),
});
const termesArb = fc.record({
  heures: fc.option(fc.nat(6), { nil: undefined }),
  code: fc.constantFrom('APA', 'APA', 'CNAV'),
  priorite: fc.integer({ min: 1, max: 2 }),
});
const gesteArb = fc.oneof(
  { weight: 2, arbitrary: fc.constant({ quoi: 'CLORE' as const }) },
  // `effet`: in the version, where it is given.
  {
    weight: 3,
    arbitrary: fc.record({
      quoi: fc.constant('CHANGER' as const),
      numero: fc.constantFrom(...NUMEROS),
      rang: fc.nat(4),
      termes: termesArb,
      effet: fc.option(fc.nat(JOURS), { nil: undefined }),
    }),
  },
  {
    weight: 2,
    arbitrary: fc.record({
      quoi: fc.constant('AJOUTER' as const),
      numero: fc.constantFrom(...NUMEROS),
      termes: termesArb,
      jour: fc.nat(JOURS),
      duree: fc.option(fc.nat(120), { nil: undefined }),
    }),
  },
  {
    weight: 1,
    arbitrary: fc.record({
      quoi: fc.constant('RETIRER' as const),
      numero: fc.constantFrom(...NUMEROS),
      rang: fc.nat(4),
    }),
  },
);
type Geste = typeof gesteArb extends fc.Arbitrary<infer G> ? G : never;

type Rangee = {
  numero: string;
  debut: DateCivile;
  fin: DateCivile | undefined;
  termes: Termes;
  effet: DateCivile | undefined;
};
type Termes = { heures: number | undefined; code: string; priorite: number };

const ligneDe = (r: Rangee, n: number): LignePrise => ({
  ligne: n,
  effet: r.effet,
  version: pec(r.numero, r.termes.code, {
    priorite: r.termes.priorite,
    dateDebut: r.debut,
    ...(r.fin === undefined ? {} : { dateFin: r.fin }),
    ...(r.termes.heures === undefined ? {} : { minutesMax: (r.termes.heures * 60) as Minutes }),
  }),
});

const finEffective = (r: Rangee, toutes: readonly Rangee[]): DateCivile => {
  const suivante = toutes
    .filter((x) => x.numero === r.numero && x.debut > r.debut)
    .map((x) => x.debut)
    .sort()[0];
  return (
    [r.fin ?? dernierJour('2026-07' as Mois), ...(suivante ? [ajouterJours(suivante, -1)] : [])].sort()[0] ?? r.debut
  );
};

/** The file after a gesture: a row changes, comes or goes. */
const suite = (rangees: readonly Rangee[], g: Geste): Rangee[] => {
  const sansEffet = rangees.map((r) => ({ ...r, effet: undefined }));
  if (g.quoi === 'CLORE') return sansEffet;
  const siennes = sansEffet.filter((r) => r.numero === g.numero);
  const choisie = g.quoi === 'AJOUTER' ? undefined : siennes[g.rang % Math.max(1, siennes.length)];
  if (g.quoi === 'CHANGER' && choisie) {
    const voulu = g.effet === undefined ? undefined : ajouterJours(DEBUT, g.effet);
    const fin = finEffective(choisie, sansEffet);
    const effet = voulu && voulu >= choisie.debut && voulu <= fin ? voulu : undefined;
    return sansEffet.map((r) => (r === choisie ? { ...r, termes: g.termes, effet } : r));
  }
  if (g.quoi === 'AJOUTER') {
    const debut = ajouterJours(DEBUT, g.jour);
    if (siennes.some((r) => r.debut === debut)) return sansEffet;
    const fin = g.duree === undefined ? undefined : ajouterJours(debut, g.duree);
    return [...sansEffet, { numero: g.numero, debut, fin, termes: g.termes, effet: undefined }];
  }
  return sansEffet.filter((r) => r !== choisie);
};

const enVisites = (visites: readonly { jour: number; minute: number; duree: number }[]): VisiteAVentiler[] =>
  visites.map((x, n) => {
    const debut = Date.parse(`${ajouterJours(DEBUT, x.jour)}T00:00:00Z`) + x.minute * 60_000 - 3_600_000;
    return {
      cle: `v${n}`,
      debut: instantDe(debut),
      fin: instantDe(debut + x.duree * 60_000),
      intervenantId: 'I1',
      codePrestation: 'AD',
      facturees: x.duree as Minutes,
    };
  });

const repartir = (mois: Mois, visites: readonly VisiteAVentiler[], prises: readonly PriseEnCharge[], etat: Etat) => {
  const report: ReportApa = {
    depuis: '2024-05' as Mois,
    mois: 5,
    premierMois: MOIS[0],
    consommes: (numero, m) =>
      [...etat]
        .filter(([x]) => x < mois)
        .flatMap(([, parts]) => [...parts.values()].flat())
        .reduce((t, p) => (p.numeroPec === numero && p.moisPlafond === m ? t + p.minutes : t), 0),
  };
  const siennes = visites.filter((v) => moisParis(v.debut) === mois);
  return ventilerMois({ mois, visites: siennes, prisesEnCharge: prises, financeurs, report });
};

/** Plays a history; `observer`: what each closing found changed in the months closed before. */
const vivre = (
  visites: readonly VisiteAVentiler[],
  gestes: readonly Geste[],
  observer: (o: { prises: PriseEnCharge[]; avant: Etat; apres: Etat }) => void = () => {},
) => {
  const etat = new Map<Mois, ReadonlyMap<string, readonly Part[]>>();
  const touches = new Set<Mois>();
  let prises: PriseEnCharge[] = [];
  let figees: PriseEnCharge[] = [];
  let rangees: Rangee[] = [];
  let rang = 0;
  const clos = (): MoisClos => ({
    clos: new Set(etat.keys()),
    premierOuvert: etat.size === 0 ? undefined : ajouterMois('2026-01' as Mois, etat.size),
  });
  const clore = (): void => {
    const mois = MOIS[etat.size];
    const avant = new Map(etat);
    touches.clear();
    const periodes = periodesChangees(figees, prises);
    const remue = (m: Mois) => periodes.some((p) => p.de <= m && (p.a === undefined || m <= ajouterMois(p.a, 12)));
    for (const m of avant.keys()) {
      if (!remue(m) && ![...touches].some((t) => t < m)) continue;
      const parts = repartir(m, visites, prises, etat);
      if (JSON.stringify([...parts]) !== JSON.stringify([...(etat.get(m) ?? [])])) touches.add(m);
      etat.set(m, parts);
    }
    observer({ prises, avant, apres: new Map(etat) });
    if (mois) etat.set(mois, repartir(mois, visites, prises, etat));
    figees = prises;
  };
  for (const g of gestes) {
    if (g.quoi === 'CLORE') {
      clore();
      continue;
    }
    rangees = suite(rangees, g);
    rang += 1;
    const reception = { ...clos(), date: DEBUT, instant: instantDe(Date.parse('2026-01-01T06:00:00Z') + rang * 1000) };
    prises = NUMEROS.flatMap((numero) => {
      const siennes = rangees.filter((r) => r.numero === numero);
      const connues = prises.filter((p) => p.numero === numero);
      if (siennes.length === 0) return connues;
      const datees = daterVersions(connues, siennes.map(ligneDe), reception);
      // The next daily file says the same rows, and no date of a change any more.
      const lendemain = siennes.map((x, n) => ligneDe({ ...x, effet: undefined }, n));
      const apres = { ...reception, instant: instantDe(Date.parse(reception.instant) + 500) };
      expect(daterVersions(datees, lendemain, apres)).toEqual(datees);
      return datees;
    });
    for (const [i, p] of prises.entries())
      for (const q of prises.slice(i + 1))
        if (p.numero === q.numero)
          expect(p.dateDebut <= (q.dateFin ?? '9') && q.dateDebut <= (p.dateFin ?? '9')).toBe(false);
  }
  while (etat.size < MOIS.length) clore();
  // One more, of a month without visits: what came since the last is told.
  clore();
  return { etat, prises };
};

const histoireArb = fc.record({
  visites: fc.array(visiteArb, { minLength: 5, maxLength: 30 }),
  gestes: fc.array(gesteArb, { minLength: 3, maxLength: 16 }),
});

it('[FI-10] [FI-9] [CL-4] whatever versions and closings follow each other, frozen and complements are what one closing of everything gives', () => {
  let complements = 0;
  fc.assert(
    fc.property(histoireArb, ({ visites: v, gestes }) => {
      const visites = enVisites(v);
      const { etat, prises } = vivre(visites, gestes, ({ avant, apres }) => {
        if (
          JSON.stringify([...avant].map(([m, x]) => [m, [...x]])) !==
          JSON.stringify([...apres].map(([m, x]) => [m, [...x]]))
        )
          complements += 1;
      });
      const deZero = new Map<Mois, ReadonlyMap<string, readonly Part[]>>();
      for (const m of MOIS) deZero.set(m, repartir(m, visites, prises, deZero));
      expect(etat).toEqual(deZero);
    }),
    { numRuns: histoires(300) },
  );
  // Whatever the seed, 300 histories have made 56 to 84: so few would say that the draws have lost their teeth.
  expect(complements).toBeGreaterThan(20);
});

it('[FI-10] [FI-9] a change that gives no date makes no complementary line, whatever was closed, with or without visits', () => {
  let changes = 0;
  fc.assert(
    fc.property(
      histoireArb,
      fc.array(fc.record({ numero: fc.constantFrom(...NUMEROS), termes: termesArb }), { minLength: 2, maxLength: 2 }),
      ({ visites: v, gestes }, debuts) => {
        const visites = enVisites(v);
        const poses = debuts.map(
          (d, n): Geste => ({
            quoi: 'AJOUTER',
            numero: NUMEROS[n] ?? 'P',
            termes: d.termes,
            jour: 0,
            duree: undefined,
          }),
        );
        const muets = gestes.flatMap((g): Geste[] =>
          g.quoi === 'CLORE' ? [g] : g.quoi === 'CHANGER' ? [{ ...g, effet: undefined }] : [],
        );
        vivre(visites, [...poses, ...muets], ({ prises, avant, apres }) => {
          expect(apres).toEqual(avant);
          // Nor does a closing that computes everything again find one: the caps that months leave are theirs.
          const tout = new Map<Mois, ReadonlyMap<string, readonly Part[]>>();
          for (const m of avant.keys()) tout.set(m, repartir(m, visites, prises, tout));
          expect(tout).toEqual(avant);
          if (avant.size > 0 && new Set(prises.map((p) => p.numero)).size < prises.length) changes += 1;
        });
      },
    ),
    { numRuns: histoires(300) },
  );
  expect(changes).toBeGreaterThan(100);
});

it('[FI-9] what a plan grants is compared day for day: only the months where it differs are looked at', () => {
  const de = (debut: string, fin: string | undefined, heures: number) =>
    pec('P', 'CNAV', {
      dateDebut: jour(debut),
      ...(fin ? { dateFin: jour(fin) } : {}),
      minutesMax: (heures * 60) as Minutes,
    });
  const une = [de('2026-01-01', undefined, 10)];
  expect(periodesChangees(une, une)).toEqual([]);
  expect(periodesChangees(une, [de('2026-01-01', '2026-06-30', 10), de('2026-07-01', undefined, 10)])).toEqual([]);
  const deux = [de('2026-01-01', '2026-06-15', 10), de('2026-06-16', '2026-08-31', 5), de('2026-09-01', undefined, 10)];
  expect(periodesChangees(une, deux)).toEqual([{ de: '2026-06', a: '2026-08' }]);
  expect(periodesChangees(une, [de('2026-01-01', '2026-08-31', 10)])).toEqual([{ de: '2026-08', a: undefined }]);
  const depuis = { ...de('2026-09-01', undefined, 5), ligneDu: jour('2026-01-01'), duMoisOuvert: true as const };
  expect(periodesChangees(une, [de('2026-01-01', '2026-08-31', 10), depuis])).toEqual([
    { de: '2026-09', a: undefined },
  ]);
});
