import { type ChildProcess, spawn } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Writable } from 'node:stream';
import { fileURLToPath } from 'node:url';
import { lancerCommande } from '../programme';

// For tests: commands on a data folder of their own. A start costs more than what most of them do: they run in the test's
// process, with settings and outputs of their own; `lancer` is for what only a process shows (its end, its two outputs).

const TELEGESTION = fileURLToPath(new URL('../../../bin/telegestion', import.meta.url));
export const PETIT = fileURLToPath(new URL('../../domaines/dossiers/testing/fixtures/petit', import.meta.url));

export type Sortie = { code: number | null; stdout: string; stderr: string };
export type Lancee = { processus: ChildProcess; fin: Promise<Sortie> };

export type BancCli = {
  dataDir: string;
  /** A path in the folder of the test, removed at the end. */
  chemin: (nom: string) => string;
  /** The real command, in a process of its own. */
  lancer: (args: readonly string[], env?: Record<string, string>) => Lancee;
  telegestion: (...args: string[]) => Promise<Sortie>;
  /** The same, with more settings. */
  telegestionAvec: (env: Record<string, string>, ...args: string[]) => Promise<Sortie>;
  fermer: () => Promise<void>;
};

const recueillir = (): { flux: Writable; lu: () => string } => {
  const morceaux: Buffer[] = [];
  const flux = new Writable({
    write: (morceau: Buffer, _, suite) => {
      morceaux.push(morceau);
      suite();
    },
  });
  return { flux, lu: () => Buffer.concat(morceaux).toString() };
};

/** A command run here: what it wrote, and its code. */
export const commanderIci = async (args: readonly string[], env: Record<string, string>): Promise<Sortie> => {
  const [sortie, erreurs] = [recueillir(), recueillir()];
  const code = await lancerCommande(args, { env, sortie: sortie.flux, erreurs: erreurs.flux });
  return { code, stdout: sortie.lu(), stderr: erreurs.lu() };
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
    telegestion: (...args) => commanderIci(args, { DATA_DIR: dataDir }),
    telegestionAvec: (env, ...args) => commanderIci(args, { DATA_DIR: dataDir, ...env }),
    fermer: () => rm(racine, { recursive: true, force: true, maxRetries: 20, retryDelay: 100 }),
  };
};
