import fc from 'fast-check';
import { lireGraine } from './graine';

// Run before each file of tests: a property that fails says its seed, and `GRAINE=<seed> npx vitest run <file>` plays it again.
fc.configureGlobal({ ...fc.readConfigureGlobal(), seed: lireGraine(process.env.GRAINE) });
