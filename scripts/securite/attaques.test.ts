import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';
import { ATTAQUES } from './attaques';

test('each suite of the attacks is there, once', () => {
  const suites = ATTAQUES.flatMap((a) => a.suites);
  expect(suites.filter((s) => !existsSync(fileURLToPath(new URL(`../../${s}`, import.meta.url))))).toEqual([]);
  expect(new Set(suites).size).toBe(suites.length);
});
