import { defineConfig } from 'vitest/config';

export default defineConfig({
  // The screens are tried as they are built: their elements come from the one maker there is.
  oxc: { jsx: { development: false } },
  test: {
    include: ['{shared,sync-server,telephony,app,bin,scripts}/**/*.test.{ts,tsx}'],
    exclude: ['**/node_modules/**', 'app/.next/**', 'app/out/**'],
    testTimeout: 60_000,
    hookTimeout: 60_000,
    pool: 'forks',
  },
});
