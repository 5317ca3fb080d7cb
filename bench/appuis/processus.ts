import { spawn } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { lireFiche } from '../../sync-server/store/embarque/fiche';

const TELEGESTION = fileURLToPath(new URL('../../bin/telegestion', import.meta.url));

/** Memory is read from /proc, where Linux keeps the highest by itself. */
const PERIODE_MS = 50;

export type Execution = {
  secondes: number;
  sortie: string;
  /** Highest resident memory, in MiB: of the command, of the store, and of both at one moment. */
  commandeMo: number;
  magasinMo: number;
  ensembleMo: number;
};

/** Resident memory of a process, in MiB, now or at its highest; 0 where it is gone. */
export const memoire = (pid: number | undefined, champ: 'VmHWM' | 'VmRSS'): number => {
  if (pid === undefined) return 0;
  try {
    const ligne = new RegExp(`^${champ}:\\s+(\\d+) kB`, 'm').exec(readFileSync(`/proc/${pid}/status`, 'utf8'));
    return Number(ligne?.[1] ?? 0) / 1024;
  } catch {
    return 0;
  }
};

const pidDe = (dataDir: string, fiche: string): number => {
  const lu = JSON.parse(readFileSync(join(dataDir, fiche), 'utf8')) as { pid: number };
  return lu.pid;
};

const parentDe = (pid: number): number =>
  Number(/^PPid:\s*(\d+)/m.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1]);

/** The processes of the service, by what they left in their data folder: the store's too, where it is the embedded one. */
export const trouverProcessus = (dataDir: string): Record<string, number> => {
  const svi = pidDe(dataDir, 'svi.json');
  const magasin = lireFiche(dataDir)?.pid;
  return { serveur: parentDe(svi), SVI: svi, ...(magasin === undefined ? {} : { magasin }) };
};

const vivant = (pid: number): boolean => {
  try {
    return process.kill(pid, 0);
  } catch {
    return false;
  }
};

/** The embedded store outlives the last who used it by two seconds; until then its files still move. */
export const attendreFinDuMagasin = async (dataDir: string): Promise<void> => {
  const pid = lireFiche(dataDir)?.pid;
  while (pid !== undefined && vivant(pid)) await new Promise((suite) => setTimeout(suite, PERIODE_MS));
};

export const environnement = (dataDir: string, plus: Record<string, string> = {}): Record<string, string> => ({
  MODE: 'demonstration',
  DATA_DIR: dataDir,
  COUCHDB_URL: '',
  PUBLIC_ORIGIN: '',
  ...plus,
});

/** The real command in a process of its own, to its end. Exit 2 (rows refused) is a success. */
export const commander = (
  args: readonly string[],
  dataDir: string,
  env: Record<string, string> = {},
): Promise<Execution> =>
  new Promise((suite, echec) => {
    const debut = performance.now();
    const enfant = spawn(process.execPath, [TELEGESTION, ...args], {
      env: { ...process.env, ...environnement(dataDir, env) },
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    const pics = { commandeMo: 0, magasinMo: 0, ensembleMo: 0 };
    const relever = (): void => {
      const magasin = lireFiche(dataDir)?.pid;
      pics.commandeMo = Math.max(pics.commandeMo, memoire(enfant.pid, 'VmHWM'));
      pics.magasinMo = Math.max(pics.magasinMo, memoire(magasin, 'VmHWM'));
      pics.ensembleMo = Math.max(pics.ensembleMo, memoire(enfant.pid, 'VmRSS') + memoire(magasin, 'VmRSS'));
    };
    const minuterie = setInterval(relever, PERIODE_MS);
    let [sortie, erreurs] = ['', ''];
    enfant.stdout.on('data', (d: Buffer) => {
      sortie += d.toString();
    });
    enfant.stderr.on('data', (d: Buffer) => {
      erreurs += d.toString();
    });
    enfant.on('error', echec);
    enfant.on('close', (code) => {
      clearInterval(minuterie);
      const secondes = (performance.now() - debut) / 1000;
      if (code === 0 || code === 2) suite({ secondes, sortie, ...pics });
      else echec(new Error(`telegestion ${args.join(' ')} : sortie ${code}\n${erreurs}${sortie}`));
    });
  });
