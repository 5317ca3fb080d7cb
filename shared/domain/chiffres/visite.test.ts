import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  STATUTS_BRUTS,
  STATUTS_RETENUS,
  type StatutBrut,
  type StatutRetenu,
} from '../../contrats/corrections/intervention';
import { grouperPar } from '../../listes';
import { CHIFFRES, compterVisite, DISPENSES, type NomChiffre, sommer } from './visite';

const APPELS: readonly NomChiffre[] = ['pointees', 'incompletes', 'incompletesCorrigees', 'corrigees', 'creees'];
const compter = (brut: StatutBrut | undefined, statut: StatutRetenu): string => {
  const c = compterVisite({ brut, statut });
  return APPELS.filter((n) => c[n] > 0).join(' ');
};

test.each<[StatutBrut | undefined, StatutRetenu, string]>([
  ['COMPLETE', 'COMPLETE', 'pointees'],
  ['COMPLETE', 'CORRIGEE', 'pointees corrigees'],
  ['COMPLETE', 'ANNULEE', ''],
  ['SANS_DEPART', 'SANS_DEPART', 'pointees incompletes'],
  ['SANS_DEPART', 'CORRIGEE', 'pointees incompletes incompletesCorrigees corrigees'],
  ['SANS_ARRIVEE', 'ANNULEE', 'pointees incompletes incompletesCorrigees corrigees'],
  ['NON_POINTEE', 'CREEE', 'creees'],
  [undefined, 'CREEE', 'creees'],
  ['NON_POINTEE', 'NON_POINTEE', ''],
])('[RG] raw %s, retained %s: %s', (brut, statut, attendu) => {
  expect(compter(brut, statut)).toBe(attendu);
});

test('[AP-5] [RG] under way, it is in no rate yet, its departure typed or not', () => {
  for (const statut of ['EN_COURS', 'CORRIGEE', 'ANNULEE'] as const) expect(compter('EN_COURS', statut)).toBe('');
});

test('[AP-11] [RG] covered, its calls were those of another visit: it is done, and lacks nothing; one pair of calls is counted once', () => {
  const c = compterVisite({ brut: 'COUVERTE', statut: 'COUVERTE', prevu: 60 });
  expect(Object.fromEntries(CHIFFRES.flatMap((n) => (c[n] > 0 ? [[n, c[n]]] : [])))).toEqual({
    visites: 1,
    minutesPrevues: 60,
    minutesDues: 60,
    attendues: 1,
  });
});

/** Each of the first is counted only where the second is. */
const DANS: readonly (readonly [NomChiffre, NomChiffre])[] = [
  ['pointees', 'achevees'],
  ['creees', 'achevees'],
  ['incompletes', 'pointees'],
  ['incompletesCorrigees', 'incompletes'],
  ['incompletesCorrigees', 'corrigees'],
  ['corrigees', 'pointees'],
  ['nonPointees', 'visites'],
  ['dispensees', 'visites'],
  ['oublisArrivee', 'attendues'],
  ['oublisDepart', 'attendues'],
  ['oublisTout', 'attendues'],
  ['minutesDues', 'minutesPrevues'],
  ['duesApart', 'prevuesApart'],
];

test('[RG] every numerator is within its denominator', () => {
  for (const brut of [undefined, ...STATUTS_BRUTS])
    for (const statut of STATUTS_RETENUS)
      for (const dispense of [undefined, ...DISPENSES]) {
        const c = compterVisite({ brut, statut, dispense, prevu: 60 });
        for (const [n, d] of DANS)
          expect([brut, statut, dispense, n, c[n] > c[d]]).toEqual([brut, statut, dispense, n, false]);
      }
});

test('[PT-7] sans télégestion, it is in no rate: what it counts for is apart, and as much', () => {
  for (const brut of [undefined, ...STATUTS_BRUTS])
    for (const statut of STATUTS_RETENUS) {
      const v = { brut, statut, prevu: 60, fait: 45 };
      const [suivie, apart] = [compterVisite(v), compterVisite({ ...v, dispense: 'SANS_TELEGESTION' })];
      for (const n of [...APPELS, 'achevees', 'minutesPrevues', 'minutesFaites', 'nonPointees', 'attendues'] as const)
        expect([n, apart[n]]).toEqual([n, 0]);
      expect([apart.prevuesApart, apart.faitesApart]).toEqual([60, 45]);
      expect([apart.acheveesApart, apart.visites, apart.faites]).toEqual([
        suivie.achevees,
        suivie.visites,
        suivie.faites,
      ]);
    }
});

describe('[RG] sums', () => {
  const minutes = fc.option(fc.integer({ min: 0, max: 300 }), { nil: undefined });
  const visite = fc.record({
    cles: fc.record({
      jour: fc.constantFrom('2026-10-01', '2026-10-02', '2026-10-03'),
      antenne: fc.constantFrom('EST', 'SUD'),
      usager: fc.constantFrom('U1', 'U2'),
      aide: fc.constantFrom('I1', 'I2'),
      financeur: fc.constantFrom('APA', 'PCH', 'PROPRE'),
    }),
    brut: fc.constantFrom(undefined, ...STATUTS_BRUTS),
    statut: fc.constantFrom(...STATUTS_RETENUS),
    dispense: fc.constantFrom(undefined, ...DISPENSES),
    conflit: fc.boolean(),
    prevu: minutes,
    fait: minutes,
    retenu: fc.option(
      fc.record({
        duree: fc.integer({ min: 0, max: 300 }),
        minutesComplementaires: fc.constantFrom(0, 5, 15),
        reelles: fc.integer({ min: 0, max: 300 }),
        brutes: minutes,
      }),
      { nil: undefined },
    ),
  });

  test('over any partition, by day, antenna, usager, aide or funder, they are those of the whole, in whole numbers', () => {
    fc.assert(
      fc.property(fc.array(visite, { maxLength: 30 }), (visites) => {
        const tout = sommer(CHIFFRES, visites.map(compterVisite));
        for (const n of CHIFFRES) expect(Number.isInteger(tout[n])).toBe(true);
        for (const cle of ['jour', 'antenne', 'usager', 'aide', 'financeur'] as const) {
          const groupes = [...grouperPar(visites, (v) => v.cles[cle]).values()];
          expect(groupes.flat()).toHaveLength(visites.length);
          const sommes = groupes.map((g) => sommer(CHIFFRES, g.map(compterVisite)));
          expect(sommer(CHIFFRES, sommes)).toEqual(tout);
        }
      }),
    );
  });

  test('of nothing they are nothing', () => {
    expect(Object.values(sommer(CHIFFRES, [])).every((n) => n === 0)).toBe(true);
  });
});
