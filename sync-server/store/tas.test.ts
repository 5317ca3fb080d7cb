import { getHeapStatistics } from 'node:v8';
import { expect, test } from 'vitest';
import { tientDansLeTas } from './tas';

test('what is kept is a share of the heap, and never less than a month of the service for which it was first made', () => {
  const { heap_size_limit: tas } = getHeapStatistics();
  expect(tientDansLeTas(1 / 8, 1_000, 10)).toBe(Math.floor(tas / 8_000));
  expect(tientDansLeTas(1 / 8, tas, 10)).toBe(10);
});
