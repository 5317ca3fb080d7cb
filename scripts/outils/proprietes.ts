import fc from 'fast-check';
import { lireGraine } from './graine';

// Run before each file of tests: a property that fails says its seed, and `GRAINE=<seed> npx vitest run <file>` plays it again.
const { HISTOIRES } = process.env;
fc.configureGlobal({
  ...fc.readConfigureGlobal(),
  seed: lireGraine(process.env.GRAINE),
  ...(HISTOIRES ? { numRuns: Number(HISTOIRES) } : {}),
});
