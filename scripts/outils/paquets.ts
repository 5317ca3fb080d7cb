import { spawnSync } from 'node:child_process';
import { accessSync, constants } from 'node:fs';
import { delimiter, join } from 'node:path';

/** A program that can be run; a library of Java that can be read. */
const utilisable = (chemin: string): boolean => {
  try {
    accessSync(chemin, chemin.endsWith('.jar') ? constants.R_OK : constants.X_OK);
    return true;
  } catch {
    return false;
  }
};

/** What the tests need of Debian: the package, and a file by which it is known to be there. */
export type Paquet = {
  paquet: string;
  nom: string;
  /** Programs, any of which will do: looked for on the path, absolute ones as they are. */
  fichiers: readonly string[];
  /** The environment variable that names the file instead. */
  variable?: string;
};

// Where Debian keeps what only root runs: not on everyone's path.
const CHEMINS = [...(process.env.PATH ?? '').split(delimiter), '/usr/sbin'];

const trouver = (p: Paquet): string | undefined =>
  [
    (p.variable && process.env[p.variable]) ?? '',
    ...p.fichiers.flatMap((f) => (f.startsWith('/') ? [f] : CHEMINS.map((d) => join(d, f)))),
  ].find((c) => c !== '' && utilisable(c));

/** Debian's package, installed where it is missing and where this account may; throws a sentence that says what to do. */
export const assurerPaquet = (p: Paquet): string => {
  const present = trouver(p);
  if (present) return present;
  if (process.getuid?.() === 0) {
    const installer = { stdio: 'inherit', env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive' } } as const;
    spawnSync('apt-get', ['update'], installer);
    spawnSync('apt-get', ['install', '-y', '--no-install-recommends', p.paquet], installer);
    const installe = trouver(p);
    if (installe) return installe;
  }
  const chemin = p.variable ? [`, ou donner son chemin dans ${p.variable}`, `, or give its path in ${p.variable}`] : [];
  throw new Error(
    `${p.nom} est introuvable : l’installer (« sudo apt-get install -y ${p.paquet} »)${chemin[0] ?? ''}.\n` +
      `${p.nom} is missing: install it (sudo apt-get install -y ${p.paquet})${chemin[1] ?? ''}.`,
  );
};
