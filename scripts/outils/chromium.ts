import { spawnSync } from 'node:child_process';
import { accessSync, constants } from 'node:fs';
import { delimiter, join } from 'node:path';

const NOMS = ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable'];

const executable = (chemin: string): boolean => {
  try {
    accessSync(chemin, constants.X_OK);
    return true;
  } catch {
    return false;
  }
};

/** Chromium of this machine: `CHROMIUM`, else the first on the path. */
const trouverChromium = (): string | undefined =>
  [process.env.CHROMIUM ?? '', ...(process.env.PATH ?? '').split(delimiter).flatMap((d) => NOMS.map((n) => join(d, n)))]
    .filter((c) => c !== '')
    .find(executable);

/** Debian's Chromium, installed where it is missing and where this account may; throws a sentence that says what to do. */
export const assurerChromium = (): string => {
  const present = trouverChromium();
  if (present) return present;
  if (process.getuid?.() === 0) {
    const installer = { stdio: 'inherit', env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive' } } as const;
    spawnSync('apt-get', ['update'], installer);
    spawnSync('apt-get', ['install', '-y', '--no-install-recommends', 'chromium'], installer);
    const installe = trouverChromium();
    if (installe) return installe;
  }
  throw new Error(
    'Chromium est introuvable : l’installer (« sudo apt-get install -y chromium »), ou donner son chemin dans CHROMIUM.\n' +
      'Chromium is missing: install it (sudo apt-get install -y chromium), or give its path in CHROMIUM.',
  );
};
