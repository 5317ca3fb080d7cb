import { expect, test } from 'vitest';
import { ajouterA, ajouterTous, grouperPar } from './listes';

test('groups are in the order of first need, each in the order given; what has no key is in none', () => {
  const cle = (n: number) => (n === 2 ? undefined : n % 2 === 0 ? 'pair' : 'impair');
  expect([...grouperPar([5, 2, 4, 1, 3, 6], cle)]).toEqual([
    ['impair', [5, 1, 3]],
    ['pair', [4, 6]],
  ]);
});

test('a list begins with its first value, or with none where several are said and there are none', () => {
  const listes = new Map<string, number[]>();
  ajouterA(listes, 'a', 1);
  ajouterA(listes, 'a', 2);
  ajouterTous(listes, 'a', [3, 4]);
  ajouterTous(listes, 'b', []);
  expect([...listes]).toEqual([
    ['a', [1, 2, 3, 4]],
    ['b', []],
  ]);
});
