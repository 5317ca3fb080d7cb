import { expect, test } from 'vitest';
import { jour, usager } from '#shared/testing/constructeurs';
import { numerosDuPoste } from '../../../_ui/personnes/connus';
import { etat, geste } from '../../pointages/numeros/testing/constructeurs';
import { nomCivil, partageDe, partisDe } from './partage';

const NUMERO = '+33199000001';
const elle = usager('U2', { prenom: 'Jeanne', telephones: [NUMERO] });
const lui = usager('U1', { civilite: 'M', prenom: 'Paul', telephones: [NUMERO] });

test('[PT-5] who shares a telephone, in the order of the keys of the SVI; a number alone is shared with nobody', () => {
  const partage = (usagers: (typeof elle)[], gestes: ReturnType<typeof geste>[] = []) => {
    const e = etat({ usagers, gestes });
    return partageDe(elle, jour('2026-11-25'), e.usagers, numerosDuPoste(e, 'PC'));
  };
  expect(partage([elle, lui])).toEqual(['M.\u00a0Paul MARTIN', 'Mme\u00a0Jeanne MARTIN']);
  expect(partage([elle])).toEqual([]);
  expect(partage([elle, lui], [geste('U1', { geste: 'DETACHER', numero: NUMERO })])).toEqual([]);
});

const absentDepuis = jour('2026-10-01');

test.each([
  ['2026-11-14', ['M.\u00a0Paul MARTIN', 'Mme\u00a0Jeanne MARTIN'], []],
  ['2026-11-15', [], [{ nom: 'M.\u00a0Paul MARTIN', depuis: jour('2026-11-15') }]],
  ['2026-12-29', [], [{ nom: 'M.\u00a0Paul MARTIN', depuis: jour('2026-11-15') }]],
  ['2026-12-30', [], []],
])(
  '[PT-5] on %s, who is held to be gone is offered by no key, and the sheet that names them is to be made again',
  (quand, offerts, partis) => {
    const e = etat({ usagers: [elle, { ...lui, absentDepuis }] });
    const p = [jour(quand), e.usagers, numerosDuPoste(e, 'PC')] as const;
    expect([partageDe(elle, ...p), partisDe(elle, ...p)]).toEqual([offerts, partis]);
    expect(partisDe({ ...lui, absentDepuis }, ...p)).toEqual([]);
  },
);

test('[PT-5] two who are spoken alike, and one whose id the files have changed, are not told by a key', () => {
  const partage = (autre: Parameters<typeof usager>[1]) => {
    const e = etat({ usagers: [elle, usager('U1', { prenom: 'JEANNE', telephones: [NUMERO], ...autre })] });
    const p = [jour('2026-11-25'), e.usagers, numerosDuPoste(e, 'PC')] as const;
    return [partageDe(elle, ...p), partisDe(elle, ...p)];
  };
  expect(partage({})).toEqual([[], []]);
  expect(partage({ absentDepuis: jour('2026-11-24') })).toEqual([[], []]);
  expect(partage({ absentDepuis })).toEqual([[], []]);
});

test('a name as people say it', () => {
  expect(nomCivil({ civilite: 'MME', prenom: 'Monique', nom: 'Aubert' })).toBe('Mme\u00a0Monique AUBERT');
});
