import { expect, it } from 'vitest';
import type { CorrectionFigee } from '../../contrats/cloture/cloture';
import { paris } from '../../testing/constructeurs';
import { ajustementFige } from './ajustement';

const h = (heure: string) => paris(`2026-10-05 ${heure}`);
const retenues = { debut: h('08:31'), fin: h('09:29') };
const arrivee = paris('2026-10-05 08:31:12');
const depart = paris('2026-10-05 09:29:40');
const de = (nature: CorrectionFigee['nature']): CorrectionFigee[] => [
  { id: 'C', nature, motif: 'AUTRE', auteur: 'anne', instant: h('12:00') },
];

it('[CO-1] a state frozen before the code was: derived from the hours that it holds', () => {
  const lu = (v: { arrivee?: typeof arrivee; depart?: typeof depart }, nature: CorrectionFigee['nature'] = 'HORAIRE') =>
    ajustementFige({ ...retenues, ...v, corrections: de(nature) });
  expect(lu({}, 'CREATION')).toBe('CRE');
  expect(lu({ depart })).toBe('COA');
  expect(lu({ arrivee })).toBe('COD');
  expect(lu({ arrivee: h('08:00'), depart })).toBe('COA');
  expect(lu({ arrivee, depart: h('10:00') })).toBe('COD');
  expect(lu({ arrivee: h('08:00'), depart: h('10:00') })).toBe('CO2');
  expect(lu({ arrivee, depart }, 'DONNEES')).toBe('MDT');
  expect(lu({ arrivee, depart }, 'MINUTES')).toBe('');
  expect(ajustementFige({ ...retenues, arrivee, depart, corrections: [] })).toBe('');
});

it('[CO-1] as it was frozen: an aide set otherwise then set back has changed nothing', () => {
  expect(ajustementFige({ ...retenues, arrivee, depart, ajustement: '', corrections: de('DONNEES') })).toBe('');
});
