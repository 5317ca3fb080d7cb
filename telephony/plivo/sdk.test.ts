import { readdirSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';

const TELEPHONIE = fileURLToPath(new URL('..', import.meta.url));

test('the worker takes of the SDK its signature and its XML, and loads no HTTP client of it', async () => {
  await import('./serveur');
  const charges = Object.keys(createRequire(import.meta.url).cache);
  expect(charges.some((f) => f.includes('/plivo/dist/utils/v3Security'))).toBe(true);
  expect(
    charges.filter((f) => /node_modules\/(axios|jsonwebtoken|joi|request|tough-cookie|har-validator)\//.test(f)),
  ).toEqual([]);
});

test('one file knows the SDK', () => {
  const sources = readdirSync(TELEPHONIE, { recursive: true, encoding: 'utf8' }).filter(
    (f) => f.endsWith('.ts') && !f.endsWith('.test.ts'),
  );
  const connaissent = sources.filter((f) => /from 'plivo/.test(readFileSync(join(TELEPHONIE, f), 'utf8')));
  expect(connaissent).toEqual([join('plivo', 'sdk.ts')]);
});
