import { expect, test } from 'vitest';
import type { Unite } from '../contrats/unite';
import { aDroite, afficheurDe, estAnonyme } from './afficher';
import type { ColonneEtat, ValeurEtat } from './contrat';

const DATE: ColonneEtat = { cle: 'date', titre: 'Date', unite: 'date' };
const USAGER: ColonneEtat = { cle: 'usager', titre: 'Usager', unite: 'texte' };

const CAS: [Unite, ValeurEtat, string][] = [
  ['minutes', 65, '1 h 05'],
  ['minutes', -65, '−1 h 05'],
  ['minutes', 0, '0 h 00'],
  ['minutes', 600_000, '10 000 h 00'],
  ['nombre', 1_234_567, '1 234 567'],
  ['pourcent', 123, '12,3 %'],
  ['pourcent', 1_000, '100,0 %'],
  ['pourcent', 1_050, '105,0 %'],
  ['pourcent', null, '–'],
  ['centimes', -123_456, '−1 234,56 €'],
  ['date', '2026-10-01', 'jeu. 1er oct. 2026'],
  ['mois', '2026-10', 'octobre 2026'],
  ['instant', '2026-10-25T07:31:00Z', 'dim. 25 oct. 8 h 31'],
  ['texte', 'É & <b>', 'É & <b>'],
  ['telephone', '+33639981684', '06 39 98 16 84'],
  ['telephone', 'Numéro masqué', 'Numéro masqué'],
  ['texte', '', ''],
];

test.each(CAS)('[RG] %s %s reads « %s »: an absent denominator is a dash, never 0', (unite, valeur, attendu) => {
  expect(afficheurDe([])(valeur, unite).replaceAll('\u00a0', ' ')).toBe(attendu);
});

test.each([
  ['2026-10-25', '8 h 31'],
  // A night that ends the next day, and an arrival the evening before the day of its row.
  ['2026-10-24', '8 h 31 (+1 j)'],
  ['2026-10-26', '8 h 31 (−1 j)'],
])('beside the date of its row, %s, an hour stands alone, and says if it is of another day', (date, attendu) => {
  const lu = afficheurDe([DATE])('2026-10-25T07:31:00Z', 'instant', { date });
  expect(lu.replaceAll('\u00a0', ' ')).toBe(attendu);
});

test('figures stand at the right, words and dates at the left', () => {
  expect((['minutes', 'nombre', 'pourcent', 'centimes'] as const).every(aDroite)).toBe(true);
  expect((['texte', 'date', 'mois', 'instant', 'telephone'] as const).some(aDroite)).toBe(false);
});

test('a table that names someone, or was asked of someone, is not anonymous', () => {
  expect(estAnonyme({ colonnes: [DATE] }, {})).toBe(true);
  expect(estAnonyme({ colonnes: [DATE, USAGER] }, {})).toBe(false);
  expect(estAnonyme({ colonnes: [DATE] }, { usager: 'U1' })).toBe(false);
});
