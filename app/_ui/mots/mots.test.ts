import { expect, it } from 'vitest';
import { motsDistincts } from './mots';

it.each([
  ['meunier m', 'meunier michel', true],
  ['meunier m', 'meunier denise', false],
  ['m meunier', 'meunier michel', true],
  ['m me', 'meunier michel', true],
  ['mi', 'meunier michel', true],
  ['', 'meunier michel', true],
  ['a a a', 'a a', false],
])('« %s » et « %s » : %s', (tapes, mots, dit) =>
  expect(motsDistincts(tapes.split(' ').filter(Boolean), mots.split(' '))).toBe(dit),
);
