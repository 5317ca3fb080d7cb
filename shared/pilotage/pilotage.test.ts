import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { BrutFige, EtatFige, VisiteFigee } from '../contrats/cloture/cloture';
import { STATUTS_BRUTS, STATUTS_RETENUS } from '../contrats/corrections/intervention';
import { retenir } from '../domain/intervention/retenir';
import { milliemesEnTexte } from '../domain/taux';
import { minutes } from '../temps/types';
import { apparier, contexte, jour, paris, pointage, visite } from '../testing/constructeurs';
import { compterMois, type JourPilotage } from './agregats';
import { causesDe, SEUILS } from './causes';
import { type LignePilotage, lignesCloses, rangerFige } from './lignes';
import {
  additionner,
  lire,
  MESURES,
  type Mesures,
  mesurer,
  mesurerPar,
  minutesToutes,
  type NomMesure,
  type NomTaux,
  TAUX,
  taux,
  tauxDe,
} from './mesures';

const ligne = (plus: Partial<LignePilotage> = {}): LignePilotage => ({
  id: 'X',
  usagerId: 'U1',
  intervenantId: 'I1',
  brut: 'COMPLETE',
  statut: 'COMPLETE',
  ...plus,
});
const sansDepart = (plus: Partial<LignePilotage> = {}): LignePilotage =>
  ligne({ brut: 'SANS_DEPART', statut: 'SANS_DEPART', ...plus });
const fois = (n: number, f: (k: number) => LignePilotage): LignePilotage[] =>
  Array.from({ length: n }, (_, k) => ({ ...f(k), id: `X${k}` }));

const seule = (l: LignePilotage) => mesurer([l]);

const arbitraire = fc.record({
  brut: fc.option(fc.constantFrom(...STATUTS_BRUTS), { nil: undefined }),
  statut: fc.constantFrom(...STATUTS_RETENUS),
  prevu: fc.integer({ min: 0, max: 300 }),
  fait: fc.option(fc.integer({ min: 0, max: 300 }), { nil: undefined }),
  dispense: fc.constantFrom('ABSENCE' as const, 'SANS_TELEGESTION' as const, undefined),
});
const enLigne = ({
  brut,
  fait,
  dispense,
  statut,
  prevu,
}: typeof arbitraire extends fc.Arbitrary<infer T> ? T : never) =>
  ligne({
    statut,
    prevu: minutes(prevu),
    ...(fait === undefined ? {} : { fait: minutes(fait) }),
    ...(dispense === undefined ? {} : { dispense }),
    ...(brut === undefined ? { brut: 'COMPLETE' as const } : { brut }),
  });

describe('[RG] measures', () => {
  test('sums in any order and any grouping are the same, and the same text', () => {
    fc.assert(
      fc.property(fc.array(arbitraire, { maxLength: 30 }), fc.nat(30), (tirees, ou) => {
        const m = tirees.map((t) => mesurer([enLigne(t)]));
        const tout = additionner(m);
        expect(JSON.stringify(additionner([additionner(m.slice(ou)), additionner(m.slice(0, ou))]))).toBe(
          JSON.stringify(tout),
        );
        for (const n of Object.keys(MESURES) as NomMesure[])
          expect(lire(tout, n)).toBe(m.reduce((s, x) => s + lire(x, n), 0));
      }),
    );
  });

  test('no rate is above one, and none is made of nothing', () => {
    fc.assert(
      fc.property(fc.array(arbitraire, { maxLength: 30 }), (tirees) => {
        const tout = mesurer(tirees.map(enLigne));
        for (const nom of ['incomplets', 'correction', 'crees'] as const) {
          const t = tauxDe(tout, nom);
          expect(t.numerateur).toBeLessThanOrEqual(t.denominateur);
          expect(t.milliemes === undefined).toBe(t.denominateur === 0);
        }
      }),
    );
    expect(taux(0, 0)).toEqual({ numerateur: 0, denominateur: 0, milliemes: undefined });
    expect(taux(1, 3).milliemes).toBe(333);
  });

  test('[PT-7] sans télégestion is in no rate; an absence excuses only the visit that nobody made', () => {
    const sans = seule(sansDepart({ dispense: 'SANS_TELEGESTION' }));
    expect(sans).toEqual({ visites: 1, dispensees: 1 });
    // Its hours are done all the same: apart, so that the rate of the hours done is of those whose calls are followed.
    const sienne = ligne({ dispense: 'SANS_TELEGESTION', statut: 'CREEE', prevu: minutes(60), fait: minutes(45) });
    expect(seule(sienne)).toEqual({
      ...{ visites: 1, prevuesApart: 60, duesApart: 60, faitesApart: 45, faites: 1, dispensees: 1 },
    });
    const suivie = seule(ligne({ prevu: minutes(60), fait: minutes(30) }));
    const [avec, sansElle] = [additionner([suivie, seule(sienne)]), suivie];
    for (const nom of Object.keys(TAUX) as NomTaux[])
      expect([nom, tauxDe(avec, nom)]).toEqual([nom, tauxDe(sansElle, nom)]);
    expect(minutesToutes(avec)).toEqual({ faites: 75, prevues: 120, dues: 120 });
    expect(seule(ligne({ brut: 'NON_POINTEE', statut: 'NON_POINTEE', dispense: 'ABSENCE' }))).toEqual({ visites: 1 });
    expect(seule(sansDepart({ dispense: 'ABSENCE' }))).toEqual({ visites: 1, achevees: 1, incompletes: 1 });
  });

  test('an incomplete call that was deleted is dealt with; an annulled visit is none', () => {
    expect(seule(sansDepart({ statut: 'ANNULEE', prevu: minutes(60) }))).toEqual({
      minutesPrevues: 60,
      minutesDues: 60,
      achevees: 1,
      incompletes: 1,
      incompletesCorrigees: 1,
      corrigees: 1,
    });
    expect(seule(ligne({ statut: 'ANNULEE' }))).toEqual({});
  });
});

test('[RG] hours done are out of those planned that are due: what is to come, or under way, is not yet missing', () => {
  const prevue = (brut: LignePilotage['brut'], plus: Partial<LignePilotage> = {}) =>
    seule(ligne({ brut, statut: 'PREVUE', prevu: minutes(60), ...plus }));
  const dues = (m: Mesures) => [lire(m, 'minutesPrevues'), lire(m, 'minutesDues')];
  expect(dues(prevue('PREVUE'))).toEqual([60, 0]);
  expect(dues(prevue('EN_COURS'))).toEqual([60, 0]);
  expect(dues(prevue('NON_POINTEE'))).toEqual([60, 60]);
  expect(dues(prevue('COUVERTE'))).toEqual([60, 60]);
  // Created or corrected before its time: it is done.
  expect(dues(prevue('PREVUE', { statut: 'CREEE', fait: minutes(50) }))).toEqual([60, 60]);
  // Of a closed month, its hours are told on another day.
  expect(dues(prevue('PREVUE', { echue: true }))).toEqual([60, 60]);
});

test('[RG] rounded once: 1 of 22 is 4,5 %, and not 4,55 % then 4,6 %', () => {
  expect(taux(1, 22).milliemes).toBe(45);
  expect(milliemesEnTexte(45)).toBe('4,5');
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 20_000 }), fc.integer({ min: 0, max: 20_000 }), (sur, de) => {
      const m = taux(de, sur).milliemes ?? Number.NaN;
      // Within half a thousandth of the exact fraction, in whole numbers.
      expect(Math.abs(2 * (m * sur - de * 1_000))).toBeLessThanOrEqual(sur);
    }),
  );
});

test('[RG] by person, calls are of those who called and hours of those who have the visit; together they are those of all', () => {
  const donnee = ligne({
    ...{ intervenantId: 'I2', appelDe: { usagerId: 'U1', intervenantId: 'I1' }, statut: 'CORRIGEE' },
    ...{ prevu: minutes(60), fait: minutes(55) },
  });
  const lignes = [donnee, ligne({ intervenantId: 'I2', fait: minutes(30) })];
  const parAide = mesurerPar(lignes, (q) => q.intervenantId);
  expect(parAide).toEqual([
    {
      id: 'I2',
      mesures: { visites: 2, minutesPrevues: 60, minutesDues: 60, minutesFaites: 85, faites: 2, achevees: 1 },
    },
    { id: 'I1', mesures: { achevees: 1, corrigees: 1 } },
  ]);
  expect(additionner(parAide.map((p) => p.mesures))).toEqual(mesurer(lignes));
  expect(mesurerPar(lignes, (q) => q.usagerId)).toEqual([{ id: 'U1', mesures: mesurer(lignes) }]);
});

const visiteFigee = (id: string, debut: string, fin: string, plus: Partial<VisiteFigee> = {}): VisiteFigee => ({
  interventionId: id,
  usagerId: 'U1',
  intervenantId: 'I1',
  intervenantNom: 'x',
  debut: paris(debut),
  fin: paris(fin),
  duree: minutes(0),
  minutesComplementaires: minutes(5),
  codePrestation: 'AD',
  statut: 'CORRIGEE',
  anomalies: [],
  parts: [],
  corrections: [],
  ...plus,
});
const brut = (id: string, plus: Partial<BrutFige>): BrutFige => ({
  interventionId: id,
  usagerId: 'U1',
  intervenantId: 'I1',
  statut: 'COMPLETE',
  source: 'SVI',
  ...plus,
});
const etat = (visites: VisiteFigee[], bruts: BrutFige[]): EtatFige => ({
  _id: 'fige:2026-10:U1',
  type: 'fige',
  mois: '2026-10' as EtatFige['mois'],
  antenne: 'EST',
  usagerId: 'U1',
  visites,
  bruts,
  prisesEnCharge: [],
});

test('[CL-2] a closed day is made of what was frozen alone: retained, corrected, left incomplete, gone elsewhere', () => {
  const fige = rangerFige([
    etat(
      [
        visiteFigee('A', '2026-10-02 08:00', '2026-10-02 09:04', { duree: minutes(60) }),
        visiteFigee('N', '2026-10-02 10:00', '2026-10-02 10:31', { statut: 'CREEE', duree: minutes(30) }),
      ],
      [
        brut('A', { arrivee: paris('2026-10-02 08:00'), statut: 'SANS_DEPART' }),
        brut('B', { depart: paris('2026-10-02 12:00'), statut: 'SANS_ARRIVEE' }),
        brut('C', {
          arrivee: paris('2026-10-02 14:00'),
          statut: 'SANS_DEPART',
          devenir: { statut: 'ANNULEE', usagerId: 'U1', corrections: [] },
        }),
      ],
    ),
  ]);
  const lignes = lignesCloses(jour('2026-10-02'), [], fige, () => undefined);
  expect(lignes.map((l) => [l.id, l.brut, l.statut, l.fait])).toEqual([
    ['A', 'SANS_DEPART', 'CORRIGEE', 60],
    ['B', 'SANS_ARRIVEE', 'SANS_ARRIVEE', undefined],
    ['C', 'SANS_DEPART', 'ANNULEE', undefined],
    ['N', undefined, 'CREEE', 30],
  ]);
  expect(mesurer(lignes)).toEqual({
    visites: 3,
    minutesFaites: 90,
    faites: 2,
    achevees: 4,
    incompletes: 3,
    incompletesCorrigees: 2,
    corrigees: 2,
    creees: 1,
  });
  expect(lignesCloses(jour('2026-10-03'), [], fige, () => undefined)).toEqual([]);
});

test('[AP-11] [CL-2] of a closed month, a visit is covered if what covers it was complete when it was frozen', () => {
  const is = apparier({
    pointages: [pointage('A', '2026-10-02 16:02', { id: 'a' }), pointage('D', '2026-10-02 18:01', { id: 'd' })],
    visites: [visite('V', '2026-10-02 16:00', '2026-10-02 17:00'), visite('W', '2026-10-02 17:00', '2026-10-02 18:00')],
  });
  const retenues = is.map((i) => retenir(i, [], contexte()));
  const brut = { interventionId: 'a', usagerId: 'U1', intervenantId: 'I1', source: 'SVI' };
  const dite = (statut: 'COMPLETE' | 'SANS_DEPART', devenir: 'COMPLETE' | 'ANNULEE') => {
    const arrivee = paris('2026-10-02 16:02');
    const fige = rangerFige([
      {
        visites: [],
        bruts: [{ ...brut, arrivee, statut, devenir: { statut: devenir, usagerId: 'U1', corrections: [] } }],
      },
    ]);
    const l = lignesCloses(jour('2026-10-02'), retenues, fige, () => undefined).find((x) => x.id === 'W');
    return [l?.brut, l?.statut];
  };
  expect(dite('COMPLETE', 'COMPLETE')).toEqual(['COUVERTE', 'COUVERTE']);
  expect(dite('COMPLETE', 'ANNULEE')).toEqual(['COUVERTE', 'ANNULEE']);
  // Its departure came since: the month stays as it was.
  expect(dite('SANS_DEPART', 'COMPLETE')).toEqual(['NON_POINTEE', 'NON_POINTEE']);
});

test('a month without a day is none; one with a closed day is closed', () => {
  expect(compterMois('EST', '2026-10' as never, [])).toBeUndefined();
  const j = (date: string, plus: Partial<JourPilotage>): JourPilotage => ({
    _id: '',
    type: 'pilotage-jour',
    antenne: 'EST',
    date: jour(date),
    mesures: { visites: 1 },
    lignes: [ligne({ fait: minutes(60) })],
    appels: { pointages: { 8: 2 }, echecs: {} },
    ...plus,
  });
  const mois = compterMois('EST', '2026-10' as never, [j('2026-10-01', {}), j('2026-10-02', { clos: 3 })]);
  expect(mois).toMatchObject({ clos: 3, usagers: 1, intervenants: 1, mesures: { visites: 2 } });
  expect(mois?.appels).toEqual({ pointages: { 8: 4 }, echecs: {} });
  // What rang after midnight of a day is of the next: of the last day's, it is the next month's, which takes it from its eve.
  const nuit = (date: string) => j(date, { appels: { pointages: { 23: 1 }, echecs: {}, lendemain: { 0: 1 } } });
  const avec = compterMois('EST', '2026-10' as never, [nuit('2026-10-30'), nuit('2026-10-31')], nuit('2026-09-30'));
  expect(avec?.appels.pointages).toEqual({ 0: 2, 23: 2 });
});

describe('causes of omissions', () => {
  test('an aide who omits where the others do not is trained; below the threshold, nobody is named', () => {
    const oublis = fois(SEUILS.omissions, (k) => sansDepart({ usagerId: `U${k}` }));
    expect(causesDe(oublis)).toMatchObject([
      { genre: 'AIDE', id: 'I1', omissions: 3, sansDepart: 3, autres: 3, remede: 'FORMATION' },
    ]);
    expect(causesDe(oublis.slice(1))).toEqual([]);
    const rares = [...oublis, ...fois(30, (k) => ligne({ usagerId: `V${k}` }))];
    expect(causesDe(rares)).toEqual([]);
    // At one home only: it is still she, as long as no other aide omits there.
    const chezUn = fois(4, () => sansDepart());
    expect(causesDe(chezUn)).toMatchObject([{ genre: 'AIDE', autres: 1, remede: 'FORMATION' }]);
    const autreAide = fois(4, () => sansDepart({ intervenantId: 'I2' }));
    expect(causesDe([...chezUn, ...autreAide]).map((c) => [c.genre, c.id])).toEqual([['USAGER', 'U1']]);
  });

  test('[PT-7] a home where every aide omits: a slip; nothing of who is sans télégestion already', () => {
    const oublis = fois(4, (k) => ligne({ intervenantId: `I${k % 2}`, brut: 'NON_POINTEE', statut: 'NON_POINTEE' }));
    expect(causesDe(oublis)).toMatchObject([{ genre: 'USAGER', id: 'U1', sansRien: 4, autres: 2, remede: 'FICHE' }]);
    expect(causesDe(oublis.map((l) => ({ ...l, dispense: 'SANS_TELEGESTION' as const })))).toEqual([]);
    expect(causesDe(oublis.map((l) => ({ ...l, statut: 'ANNULEE' as const })))).toEqual([]);
  });

  test('[PT-8] a number that comes again and is not the usager’s is to be attached; the usager’s own is to be tried', () => {
    const autre = fois(3, () => ligne({ numero: '+33199000009', autre: true }));
    expect(causesDe(autre)).toMatchObject([
      { genre: 'TELEPHONE', id: '+33199000009', usagerId: 'U1', remede: 'RATTACHER' },
    ]);
    const sienne = fois(3, (k) => sansDepart({ numero: '+33199000001', intervenantId: `I${k}` }));
    // Calls come and calls are missing: the line is named, and nobody else.
    expect(causesDe(sienne).map((c) => [c.genre, c.remede])).toEqual([['TELEPHONE', 'LIGNE']]);
    // Two usagers from one number: whose it is cannot be said.
    const deux = autre.map((l, k) => ({ ...l, usagerId: `U${k % 2}` }));
    expect(causesDe(deux)).toEqual([]);
  });
});
