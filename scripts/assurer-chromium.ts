import { assurerChromium } from './outils/chromium';

try {
  console.log(assurerChromium());
} catch (e) {
  console.error(e instanceof Error ? e.message : String(e));
  process.exitCode = 1;
}
