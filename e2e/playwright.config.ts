import { defineConfig } from '@playwright/test';

/** Headless Chromium of Debian, as root or not, with no call of its own to the network. */
const ARGUMENTS = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
];

export default defineConfig({
  testDir: '.',
  globalSetup: './preparation.ts',
  outputDir: '../test-results',
  // A limit against what never ends, not a measure: one and the same story takes three times as long on another machine.
  timeout: 480_000,
  expect: { timeout: 30_000 },
  // Two more than the reference machine has cores: a story waits for a third of its time.
  workers: 4,
  forbidOnly: true,
  // Those take `npm run epreuve`.
  ...(process.env.RECITS_LONGS ? {} : { grepInvert: /@long/ }),
  reporter: [['list']],
  use: {
    browserName: 'chromium',
    launchOptions: { executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium', args: ARGUMENTS },
    locale: 'fr-FR',
    timezoneId: 'Europe/Paris',
    viewport: { width: 1440, height: 900 },
    // What a page showed, not a film of each: that one costs as much as some stories (`--trace on` where it is wanted).
    screenshot: 'only-on-failure',
  },
});
