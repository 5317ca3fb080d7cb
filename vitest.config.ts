import { availableParallelism } from 'node:os';
import { defineConfig } from 'vitest/config';

const IGNORES = ['**/node_modules/**', 'app/.next/**', 'app/out/**'];

/** A kind of suite. Without isolation the files of a worker share its modules: five times quicker where nothing is kept in them. */
const sorte = (name: string, include: string[], isolate: boolean) => ({
  extends: true as const,
  test: { name, include, isolate, setupFiles: ['scripts/outils/proprietes.ts'] },
});

export default defineConfig({
  // The screens are tried as they are built: their elements come from the one maker there is.
  oxc: { jsx: { development: false } },
  test: {
    exclude: IGNORES,
    // A limit against what never ends, not a measure: a machine may be three times slower than another.
    testTimeout: 300_000,
    hookTimeout: 300_000,
    expect: { poll: { timeout: 60_000 } },
    pool: 'forks',
    // Some suites wait for a process that they started: one core fewer, vitest's choice, would leave half of two idle.
    maxWorkers: availableParallelism(),
    projects: [
      sorte('coeur', ['shared/**/*.test.ts'], false),
      sorte('ecrans', ['app/**/*.test.{ts,tsx}'], false),
      sorte('serveurs', ['{sync-server,embarque,telephony,bin,scripts}/**/*.test.ts'], true),
    ],
  },
});
