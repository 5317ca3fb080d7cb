import { afterEach, expect, test } from 'vitest';
import { antenneSchema } from '#shared/contrats/commun';
import { CODES_JOURS } from '#shared/contrats/exploitation/astreinte';
import { codesAntennes, poserRegistre, registreEnPlace } from '#shared/domain/antenne/registre';
import { direAntennes } from '#shared/domain/veille/garde';
import { jour, paris } from '#shared/testing/constructeurs';
import { direGardes } from './de-garde';

const depart = registreEnPlace();
afterEach(() => {
  poserRegistre(depart);
});

const tour = (id: string, antenne?: 'EST') => ({
  ...{ _id: `tour-astreinte:${id}`, type: 'tour-astreinte' as const, nom: id, mobile: `+3363998000${id.length}` },
  ...{ rang: 1, du: jour('2026-11-01'), jours: [...CODES_JOURS], debut: '00:00', fin: '24:00' },
  ...{ auteur: 'admin', instant: paris('2026-11-01 08:00') },
  ...(antenne ? { antenne } : {}),
});

test('[AL-7] who is on call now: antennas that have the same together, one that is closed or not open yet not at all', () => {
  const lieux = (tours: Parameters<typeof direGardes>[0]): string[] =>
    direGardes(tours, paris('2026-11-30 20:00')).map((g) => g.ou);
  expect(lieux([tour('Camille')])).toEqual(['Toutes les antennes']);
  poserRegistre(depart.map((a) => (a.code === 'SUD' ? { ...a, fermeeLe: jour('2026-11-30') } : a)));
  expect(lieux([tour('Camille')])).toEqual(['Toutes les antennes']);
  expect(lieux([tour('Camille'), tour('Zoé', 'EST')])).toEqual(['Centre, Nord-Est, Ouest, Nord-Ouest', 'Est']);
  poserRegistre(depart.map((a) => (a.code === 'SUD' ? { ...a, ouverteLe: jour('2026-12-01') } : a)));
  expect(lieux([tour('Zoé', 'EST')])).toEqual(['Centre, Nord-Est, Ouest, Nord-Ouest', 'Est']);
});

test('[AL-7] of many antennas that have the same, those that have not are named', () => {
  const autres = Array.from({ length: 4 }, (_, n) => ({
    ...{ code: antenneSchema.parse(`A${n}`), libelle: `Antenne ${n}` },
    ...{ arrondissements: [], adresse: ['', ''] as [string, string] },
  }));
  poserRegistre([...depart, ...autres]);
  const lieux = direGardes([tour('Camille'), tour('Zoé', 'EST')], paris('2026-11-30 20:00')).map((g) => g.ou);
  expect(lieux).toEqual(['Toutes les antennes sauf Est', 'Est']);
  expect(direAntennes(codesAntennes().slice(0, 8))).toBe('toutes les antennes sauf Antenne 2, Antenne 3');
  expect(direAntennes(codesAntennes().slice(0, 3))).toBe('antennes Centre, Nord-Est, Est');
});
