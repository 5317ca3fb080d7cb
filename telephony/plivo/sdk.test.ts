import { execFileSync } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { expect, test } from 'vitest';

const TELEPHONIE = fileURLToPath(new URL('..', import.meta.url));

/** In a process of its own: in this one, another suite may have loaded what is looked for. */
const chargesPar = (fichier: string): string[] =>
  JSON.parse(
    execFileSync(
      process.execPath,
      [
        ...['--import', 'tsx', '--input-type=module', '--eval'],
        `await import(${JSON.stringify(pathToFileURL(fichier).href)});
         const { createRequire } = await import('node:module');
         process.stdout.write(JSON.stringify(Object.keys(createRequire(${JSON.stringify(fichier)}).cache)), () => process.exit(0));`,
      ],
      { encoding: 'utf8', cwd: TELEPHONIE },
    ),
  ) as string[];

test('the worker takes of the SDK its signature and its XML, and loads no HTTP client of it', () => {
  const charges = chargesPar(join(TELEPHONIE, 'plivo', 'serveur.ts'));
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
