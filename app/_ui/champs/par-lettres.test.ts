import { expect, it } from 'vitest';
import { parLettres } from './par-lettres';

const GENS = ['FAURE Rémy', 'LEBŒUF Anne', 'GAUTIER Rosa', 'LEFÈBVRE Isabelle', 'RÉMY Monique · 01 99 00 42 13'].map(
  (label) => ({
    label,
  }),
);
const trouves = (texte: string): string[] => parLettres(GENS, texte).map((o) => o.label.split(' ')[0] ?? '');

it('un nom se trouve sans ses accents, dans l’ordre : qui commence ainsi, puis par ses mots, puis par ses chiffres', () => {
  expect(trouves('lefe')).toEqual(['LEFÈBVRE']);
  expect(trouves('LEFÈ')).toEqual(['LEFÈBVRE']);
  expect(trouves('leboeuf')).toEqual(['LEBŒUF']);
  expect(trouves('remy')).toEqual(['RÉMY', 'FAURE']);
  expect(trouves('mo rem')).toEqual(['RÉMY']);
  expect(trouves('0199004213')).toEqual(['RÉMY']);
  expect(trouves('xyz')).toEqual([]);
});

it('sans rien de tapé, tous, dans leur ordre', () => {
  expect(parLettres(GENS, ' ')).toEqual(GENS);
});
