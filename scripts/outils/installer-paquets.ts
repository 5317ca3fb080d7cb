import { assurerNavigateurDesRecits, assurerPaquets, PAQUETS_DES_SUITES } from './paquets';

// A step of `npm test`: what its suites look for in Debian, and with `--recits` the browser of its stories. Where something is missing
// and cannot be installed, it says what to do and fails.

try {
  assurerPaquets(PAQUETS_DES_SUITES);
  if (process.argv.includes('--recits')) assurerNavigateurDesRecits();
} catch (e) {
  console.error(e instanceof Error ? e.message : e);
  process.exitCode = 1;
}
