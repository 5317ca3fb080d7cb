import { availableParallelism } from 'node:os';
import { defineConfig } from 'vitest/config';

export default defineConfig({
  // The screens are tried as they are built: their elements come from the one maker there is.
  oxc: { jsx: { development: false } },
  test: {
    include: ['{shared,sync-server,embarque,telephony,app,bin,scripts}/**/*.test.{ts,tsx}'],
    exclude: ['**/node_modules/**', 'app/.next/**', 'app/out/**'],
    // A limit against what never ends, not a measure: a machine may be three times slower than another.
    testTimeout: 300_000,
    hookTimeout: 300_000,
    expect: { poll: { timeout: 60_000 } },
    pool: 'forks',
    // Most suites wait for a store that is a process of its own: one core fewer, vitest's choice, would leave half of two idle.
    maxWorkers: availableParallelism(),
  },
});
