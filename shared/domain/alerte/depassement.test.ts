import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { PriseEnCharge } from '../../contrats/dossiers/dossiers';
import type { Minutes, Mois } from '../../temps/types';
import { financeur, jour, paris, pec, usager } from '../../testing/constructeurs';
import { histoires } from '../../testing/histoires';
import { facturer } from '../ventilation/facturer';
import { tableFinanceurs } from '../ventilation/financeurs';
import { ventilerMois } from '../ventilation/ventiler';
import { type ChargeDeVisite, depassements } from './depassement';

const table = tableFinanceurs([
  financeur('PROPRE', 'TARIF_PROPRE'),
  financeur('APA', 'APA'),
  financeur('CNAV', 'CAISSE_RETRAITE', { pas: 15 as Minutes }),
]);
if (!table.ok) throw new Error(table.refus.message);
const financeurs = table.valeur;
const mois = '2026-11' as Mois;
const m = (n: number) => n as Minutes;

const charge = (cle: string, debut: string, fin: string, plus: Partial<ChargeDeVisite> = {}): ChargeDeVisite => ({
  cle,
  usagerId: 'U1',
  debut: paris(debut),
  fin: paris(fin),
  intervenantId: 'I1',
  codePrestation: 'AD',
  complementaires: m(0),
  faite: true,
  ...plus,
});
const plans = (prises: PriseEnCharge[], charges: ChargeDeVisite[]) =>
  depassements(usager('U1', { prisesEnCharge: prises }), charges, mois, financeurs);

describe('plans qui seront dépassés', () => {
  it('[AL-5] [FI-2] deux plans à plafond : chacun dit ce qui lui revient, ce qui reste au-delà de lui, et qui le reprend', () => {
    const prises = [pec('P1', 'APA', { minutesMax: m(600) }), pec('P2', 'CNAV', { priorite: 2, minutesMax: m(360) })];
    // Twenty hours of AD: six hundred minutes are beyond P1, of which P2 takes three hundred and sixty.
    const charges = Array.from({ length: 10 }, (_, i) => {
      const jourDuMois = String(i + 1).padStart(2, '0');
      return charge(`v${i}`, `2026-11-${jourDuMois} 08:00`, `2026-11-${jourDuMois} 10:00`, { faite: i < 6 });
    });
    expect(plans(prises, charges)).toEqual([
      {
        numeroPec: 'P1',
        faites: 720,
        prevues: 480,
        plafond: 600,
        reprises: [
          { numeroPec: 'P2', codeFinanceur: 'CNAV', minutes: 360 },
          { codeFinanceur: 'PROPRE', minutes: 240 },
        ],
      },
      {
        numeroPec: 'P2',
        faites: 120,
        prevues: 480,
        plafond: 360,
        reprises: [{ codeFinanceur: 'PROPRE', minutes: 240 }],
      },
    ]);
  });

  it('[AL-5] [FI-7] après minuit, seul ce qui revenait encore au plan compte comme son dépassement', () => {
    const prises = [
      pec('P1', 'APA', { minutesMax: m(30), dateFin: jour('2026-11-10') }),
      pec('P2', 'CNAV', { priorite: 2 }),
    ];
    expect(plans(prises, [charge('v', '2026-11-10 23:00', '2026-11-11 01:00')])).toEqual([
      {
        numeroPec: 'P1',
        faites: 60,
        prevues: 0,
        plafond: 30,
        reprises: [{ numeroPec: 'P2', codeFinanceur: 'CNAV', minutes: 30 }],
      },
    ]);
  });

  const unePec = fc.record({
    codeFinanceur: fc.constantFrom('APA', 'CNAV', 'PROPRE'),
    priorite: fc.integer({ min: 1, max: 3 }),
    minutesMax: fc.option(fc.integer({ min: 0, max: 900 }), { nil: undefined }),
    dateDebut: fc.constantFrom('2026-01-01', '2026-11-01', '2026-11-06'),
    dateFin: fc.constantFrom(undefined, '2026-11-05', '2026-11-12'),
    codePrestation: fc.constantFrom('AD', '*', 'MEN'),
  });
  const desPec = fc.array(unePec, { minLength: 1, maxLength: 5 }).map((l) =>
    l.map(({ minutesMax, dateFin, ...p }, i) =>
      pec(`P${i}`, p.codeFinanceur, {
        priorite: p.priorite,
        dateDebut: jour(p.dateDebut),
        codePrestation: p.codePrestation,
        ...(minutesMax === undefined ? {} : { minutesMax: m(minutesMax) }),
        ...(dateFin === undefined ? {} : { dateFin: jour(dateFin) }),
      }),
    ),
  );
  const uneCharge = fc.record({
    jour: fc.integer({ min: 1, max: 14 }),
    heure: fc.constantFrom(8, 9, 14, 23),
    duree: fc.integer({ min: 0, max: 180 }),
    intervenantId: fc.constantFrom('I1', 'I2'),
    codePrestation: fc.constantFrom('AD', 'MEN'),
    complementaires: fc.constantFrom(0, 10),
    faite: fc.boolean(),
  });
  const desCharges = fc.array(uneCharge, { maxLength: 14 }).map((l) =>
    l.map(({ jour: j, heure, duree, ...c }, i): ChargeDeVisite => {
      const debut = paris(`2026-11-${String(j).padStart(2, '0')} ${String(heure).padStart(2, '0')}:00`);
      const fin = new Date(Date.parse(debut) + duree * 60_000)
        .toISOString()
        .replace('.000Z', 'Z') as ChargeDeVisite['fin'];
      return {
        ...charge(`v${i}`, '2026-11-01 08:00', '2026-11-01 09:00'),
        ...c,
        complementaires: m(c.complementaires),
        debut,
        fin,
      };
    }),
  );

  it('[AL-5] [FI-2] [FI-4] plans et visites quelconques : ce qui revient à un plan est ce qu’il prendrait sans plafond, et ce qui en est repris y manque juste', () => {
    fc.assert(
      fc.property(desPec, desCharges, (prises, charges) => {
        const dits = plans(prises, charges);
        const visites = charges.map((c) => ({ ...c, facturees: facturer(c, prises, financeurs).facturees }));
        const report = { depuis: mois, mois: 0, premierMois: undefined, consommes: () => 0 };
        const pris = (prisesEnCharge: PriseEnCharge[], numero: string | undefined): number =>
          [...ventilerMois({ mois, visites, prisesEnCharge, financeurs, report }).values()]
            .flat()
            .reduce((n, p) => (p.numeroPec === numero ? n + p.minutes : n), 0);
        for (const p of prises) {
          if (p.minutesMax === undefined) continue;
          const { minutesMax, ...libre } = p;
          const sansPlafond = pris(
            prises.map((x) => (x === p ? libre : x)),
            p.numero,
          );
          const dit = dits.find((d) => d.numeroPec === p.numero);
          expect(dit !== undefined).toBe(sansPlafond > minutesMax);
          if (!dit) continue;
          expect(dit.faites + dit.prevues).toBe(sansPlafond);
          expect(dit.plafond).toBe(minutesMax);
          expect(pris(prises, p.numero)).toBe(minutesMax);
          expect(dit.reprises.reduce((n, r) => n + r.minutes, 0)).toBe(sansPlafond - minutesMax);
          for (const r of dit.reprises) {
            expect(r.minutes).toBeGreaterThan(0);
            expect(r.numeroPec).not.toBe(p.numero);
            // Nobody takes over more than the split of the month gives it.
            expect(r.minutes).toBeLessThanOrEqual(pris(prises, r.numeroPec));
          }
        }
        for (const d of dits) expect(prises.map((p) => p.numero)).toContain(d.numeroPec);
      }),
      { numRuns: histoires(300) },
    );
  });
});
