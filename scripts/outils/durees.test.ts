import { expect, it } from 'vitest';
import { dureesPlaywright, enTableau, lesPlusLents } from './durees';

it('the slowest come first, the runs of one file together', () => {
  const durees = [
    { fichier: 'a.test.ts', secondes: 2 },
    { fichier: 'b.test.ts', secondes: 3 },
    { fichier: 'a.test.ts', secondes: 2.5 },
    { fichier: 'c.test.ts', secondes: 1 },
  ];
  expect(lesPlusLents(durees, 2)).toEqual([
    { fichier: 'a.test.ts', secondes: 4.5 },
    { fichier: 'b.test.ts', secondes: 3 },
  ]);
  expect(enTableau(lesPlusLents(durees, 2))).toBe('    4.5 s  a.test.ts\n    3.0 s  b.test.ts');
});

it('a story counts all its tests, those of its groups and second tries included', () => {
  const test = (...ms: number[]) => ({ tests: [{ results: ms.map((duration) => ({ duration })) }] });
  const file = 'parcours/x.spec.ts';
  const rapport = { suites: [{ file, specs: [test(1000)], suites: [{ file, specs: [test(500, 250)] }] }] };
  expect(dureesPlaywright.parse(rapport)).toEqual([{ fichier: 'e2e/parcours/x.spec.ts', secondes: 1.75 }]);
});
