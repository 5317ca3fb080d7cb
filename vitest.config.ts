import { availableParallelism } from 'node:os';
import { dirname } from 'node:path';
import { fileURLToPath } from 'node:url';
import { defineConfig } from 'vitest/config';
import { suitesIsolees } from './scripts/outils/sortes.ts';

/** `SUITES_LAISSEES`: files that `npm test -- --depuis` leaves to the whole, by commas. */
const LAISSEES = (process.env.SUITES_LAISSEES ?? '').split(',').filter((f) => f !== '');
const IGNORES = ['**/node_modules/**', 'app/.next/**', 'app/out/**', ...LAISSEES];
const ISOLEES = suitesIsolees(dirname(fileURLToPath(import.meta.url)), [
  ...['app/_donnees', 'app/_ecrans', 'app/_ui'],
  ...['sync-server', 'embarque', 'telephony', 'bin', 'scripts'],
]);

/** A kind of suite: without isolation, the files of a worker share their modules, whose loading costs more than most tests. */
const sorte = (name: string, isolate: boolean, include: string[], exclude: string[] = []) => ({
  extends: true as const,
  test: {
    name,
    isolate,
    include,
    exclude: [...IGNORES, ...exclude],
    setupFiles: ['scripts/outils/proprietes.ts'],
  },
});

export default defineConfig({
  // The screens are tried as they are built: their elements come from the one maker there is.
  oxc: { jsx: { development: false } },
  test: {
    // A limit against what never ends, not a measure: a machine may be three times slower than another.
    testTimeout: 300_000,
    hookTimeout: 300_000,
    expect: { poll: { timeout: 60_000 } },
    pool: 'forks',
    // The dearest suites spend half of their time waiting for what they started: two workers more than cores keep these busy.
    maxWorkers: availableParallelism() + 2,
    projects: [
      sorte('coeur', false, ['shared/**/*.test.ts']),
      sorte('ecrans', false, ['app/**/*.test.{ts,tsx}'], ISOLEES),
      sorte('serveurs', false, ['{sync-server,embarque,telephony,bin,scripts}/**/*.test.ts'], ISOLEES),
      sorte('isolees', true, ISOLEES),
    ],
  },
});
