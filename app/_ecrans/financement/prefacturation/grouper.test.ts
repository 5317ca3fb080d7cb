import { expect, test } from 'vitest';
import { centimes, type LignePrefacturation } from '#shared/contrats/financement/prefacturation';
import { minutes } from '#shared/temps/types';
import { financeursDe, grouper, phraseHeures } from './grouper';

const ligne = (usagerId: string, codeFinanceur: string, n: number, montant?: number): LignePrefacturation => ({
  usagerId,
  codeFinanceur,
  financeur: `Caisse ${codeFinanceur}`,
  intervenantId: 'I1',
  intervenant: 'DIALLO Aïssatou',
  minutes: minutes(n),
  visites: 1,
  ...(montant === undefined ? {} : { montant: centimes(montant) }),
});
const mois = {
  lignes: [ligne('U1', 'B', 60, 2458), ligne('U1', 'A', 30, 1229), ligne('U2', 'A', 15)],
  usagers: { U1: 'MARTIN Jeanne', U2: 'ÉVRARD Zoé' },
};
const tous = { mots: '', financeur: '' };

test('by usager, in the order of names, each with its sums', () => {
  expect(grouper(mois, tous).map((g) => [g.nom, g.total])).toEqual([
    ['ÉVRARD Zoé', { minutes: 15, montant: 0, sansTarif: 1 }],
    ['MARTIN Jeanne', { minutes: 90, montant: 3687, sansTarif: 0 }],
  ]);
});

test('of one funder, or of a name typed without its accents', () => {
  expect(grouper(mois, { ...tous, financeur: 'B' }).map((g) => [g.usagerId, g.total.minutes])).toEqual([['U1', 60]]);
  expect(grouper(mois, { ...tous, mots: 'evr zo' }).map((g) => g.usagerId)).toEqual(['U2']);
  expect(grouper(mois, { ...tous, mots: 'u1' }).map((g) => g.usagerId)).toEqual(['U1']);
});

test('the hours of the month are said with the usagers that made them: not with one that a month closed before rectifies alone', () => {
  const avecComplement = { ...mois, usagers: { ...mois.usagers, U9: 'PETIT Louis' } };
  expect(phraseHeures(avecComplement).replaceAll('\u00a0', ' ')).toBe('1 h 45, 2 usagers');
});

test('funders once each', () => {
  expect(financeursDe(mois.lignes)).toEqual([
    { code: 'A', nom: 'Caisse A' },
    { code: 'B', nom: 'Caisse B' },
  ]);
});
