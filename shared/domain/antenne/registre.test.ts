import { afterEach, expect, test } from 'vitest';
import { antenneSchema } from '../../contrats/antenne';
import type { DateCivile } from '../../temps/types';
import { antenneDeBase, estBaseAntenne } from './bases';
import {
  antenneConnue,
  antenneConnueSchema,
  codesAntennes,
  codesOuverts,
  libelleAntenne,
  nommerAntennes,
  nommerCourt,
  poserRegistre,
  REGISTRE_DE_DEPART,
} from './registre';
import { estReserve } from './reserves';

const LYON = antenneSchema.parse('LYON_3');
const fiche = { code: LYON, libelle: 'Lyon 3', arrondissements: [3], adresse: ['', ''] as [string, string] };

afterEach(() => {
  poserRegistre(REGISTRE_DE_DEPART);
});

test('the register is what was last set, in its order; a code that it lacks keeps its code for a name', () => {
  expect([libelleAntenne(LYON), antenneConnue('LYON_3')]).toEqual(['LYON_3', undefined]);
  const avant = poserRegistre([...REGISTRE_DE_DEPART, fiche]);
  expect(avant).toEqual(REGISTRE_DE_DEPART);
  expect(codesAntennes().slice(-2)).toEqual(['SUD', LYON]);
  expect(nommerAntennes(['EST', LYON])).toBe('Est, Lyon 3');
  expect([antenneConnue('LYON_3'), antenneConnue('constructor'), antenneConnue(3)]).toEqual([
    LYON,
    undefined,
    undefined,
  ]);
});

test('a document asks for the form of a code, what comes in from outside for one of the service', () => {
  expect(antenneSchema.safeParse('LYON_3').success).toBe(true);
  expect(antenneConnueSchema.safeParse('LYON_3').error?.issues[0]?.message).toMatch(
    /^antenne inconnue : attendu CENTRE/,
  );
  poserRegistre([...REGISTRE_DE_DEPART, fiche]);
  expect(antenneConnueSchema.parse('LYON_3')).toBe(LYON);
  for (const faux of ['', 'A', 'a1', 'A-1', 'A__B', '_A', 'A_', '1A', '__proto__', 'É1', `A${'1'.repeat(20)}`])
    expect(antenneSchema.safeParse(faux).success, faux).toBe(false);
});

test('a database of an antenna is told by its name, be the antenna known or not', () => {
  expect(['tg-antenne-est', 'tg-antenne-lyon_3'].map(estBaseAntenne)).toEqual([true, true]);
  expect(['tg-central', 'tg-antenne-', 'tg-antenne-EST', 'tg-antenne-a-b'].map(estBaseAntenne)).not.toContain(true);
  expect([antenneDeBase('tg-antenne-nord_est'), antenneDeBase('tg-antenne-lyon_3')]).toEqual(['NORD_EST', undefined]);
});

test('a closed antenna stays known, and is open until the day before', () => {
  poserRegistre([...REGISTRE_DE_DEPART, { ...fiche, fermeeLe: '2026-12-01' as DateCivile }]);
  expect(codesOuverts('2026-11-30' as DateCivile)).toContain(LYON);
  expect(codesOuverts('2026-12-01' as DateCivile)).not.toContain(LYON);
  expect(codesAntennes()).toContain(LYON);
});

test('words that stand where a code does are no code', () => {
  const reserves = ['TOUTES', 'CENTRAL', 'BRUTES', 'COMPLEMENTAIRE', 'COMPLEMENTAIRE_EST'].map((c) =>
    antenneSchema.parse(c),
  );
  expect(reserves.map(estReserve)).not.toContain(false);
  expect(codesAntennes().map(estReserve)).not.toContain(true);
});

test('in a cell, many antennas are all, all but some, or the first ones and how many others', () => {
  const codes = Array.from({ length: 20 }, (_, n) => antenneSchema.parse(`A_${n}`));
  poserRegistre(codes.map((code, n) => ({ ...fiche, code, libelle: `Antenne ${n}` })));
  expect(nommerCourt([], codes)).toBe('');
  expect(nommerCourt(codes.slice(0, 2), codes)).toBe('Antenne 0, Antenne 1');
  expect(nommerCourt(codes, codes)).toBe('toutes les antennes');
  expect(nommerCourt(codes.slice(1), codes)).toBe('toutes les antennes sauf Antenne 0');
  expect(nommerCourt(codes.slice(0, 10), codes)).toBe(
    'Antenne 0, Antenne 1, Antenne 2, Antenne 3, Antenne 4 et 5 autres',
  );
});
