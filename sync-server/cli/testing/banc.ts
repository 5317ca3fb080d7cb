import { type ChildProcess, spawn } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

// For tests: the real command, in a process of its own, on a data folder of its own.

const TELEGESTION = fileURLToPath(new URL('../../../bin/telegestion', import.meta.url));
export const PETIT = fileURLToPath(new URL('../../domaines/dossiers/testing/fixtures/petit', import.meta.url));

export type Sortie = { code: number | null; stdout: string; stderr: string };
export type Lancee = { processus: ChildProcess; fin: Promise<Sortie> };

export type BancCli = {
  dataDir: string;
  /** A path in the folder of the test, removed at the end. */
  chemin: (nom: string) => string;
  lancer: (args: readonly string[], env?: Record<string, string>) => Lancee;
  telegestion: (...args: string[]) => Promise<Sortie>;
  fermer: () => Promise<void>;
};

export const ouvrirBancCli = async (): Promise<BancCli> => {
  const racine = await mkdtemp(join(tmpdir(), 'tg-cli-'));
  const dataDir = join(racine, 'donnees');
  const lancer: BancCli['lancer'] = (args, env = {}) => {
    // Vitest sets a MODE of its own.
    const { COUCHDB_URL: _, MODE: __, ...propre } = process.env;
    const processus = spawn(process.execPath, [TELEGESTION, ...args], {
      env: { ...propre, DATA_DIR: dataDir, ...env },
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    const lu = { stdout: '', stderr: '' };
    processus.stdout?.on('data', (d: Buffer) => {
      lu.stdout += d.toString();
    });
    processus.stderr?.on('data', (d: Buffer) => {
      lu.stderr += d.toString();
    });
    return { processus, fin: new Promise((ok) => processus.on('close', (code) => ok({ code, ...lu }))) };
  };
  return {
    dataDir,
    chemin: (nom) => join(racine, nom),
    lancer,
    telegestion: (...args) => lancer(args).fin,
    fermer: () => rm(racine, { recursive: true, force: true, maxRetries: 20, retryDelay: 100 }),
  };
};
