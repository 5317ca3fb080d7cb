import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFile } from 'node:fs/promises';
import { type ClientRequest, get } from 'node:http';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import nano from 'nano';
import { z } from 'zod';
import { attendreQue, JETON } from './atelier';

const RACINE = fileURLToPath(new URL('../..', import.meta.url));

const node = (
  script: string,
  args: string[],
  env: Record<string, string>,
  execArgv: readonly string[] = [],
): ChildProcess =>
  spawn(process.execPath, [...execArgv, '--import', 'tsx', join(RACINE, script), ...args], {
    cwd: RACINE,
    env: { ...process.env, ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  });

export type Processus = { tuer: (signal: NodeJS.Signals) => Promise<void> };

const processus = (p: ChildProcess): Processus => ({
  tuer: async (signal) => {
    if (p.exitCode !== null || p.signalCode !== null) return;
    const mort = once(p, 'exit');
    p.kill(signal);
    await mort;
  },
});

export type SviDemarre = Processus & {
  pid: number;
  /** Its address once it takes calls; rejects where it stops before. */
  pret: Promise<string>;
};

/** The worker, in a process of its own, from its first instant: it may be killed while it starts. */
export const demarrerSvi = (
  dossier: string,
  env: Record<string, string> = {},
  options: { execArgv?: readonly string[]; surErreur?: (ligne: string) => void } = {},
): SviDemarre => {
  const reglages = {
    DATA_DIR: dossier,
    TELEPHONY_PORT: '0',
    PLIVO_AUTH_TOKEN: JETON,
    MODE: 'formation',
    COUCHDB_URL: '',
    PUBLIC_ORIGIN: '',
    ...env,
  };
  const p = node('telephony/main.ts', [], reglages, options.execArgv);
  if (!p.stdout || !p.stderr || p.pid === undefined) throw new Error('le SVI n’a pas pu être lancé');
  let erreurs = '';
  createInterface({ input: p.stderr }).on('line', (ligne) => {
    erreurs = `${erreurs}${ligne}\n`.slice(-4000);
    options.surErreur?.(ligne);
  });
  const lignes = createInterface({ input: p.stdout });
  const pret = new Promise<string>((reussir, echouer) => {
    lignes.on('line', (ligne) => {
      const lu = /^SVI prêt : (\S+)/.exec(ligne)?.[1];
      if (lu !== undefined) reussir(lu);
    });
    // `close`, not `exit`: what it said last must have been read.
    p.once('close', (code) => echouer(new Error(`le SVI s’arrête (${code}) : ${erreurs}`)));
  });
  // Whoever kills it while it starts does not wait for it.
  pret.catch(() => undefined);
  return { ...processus(p), pid: p.pid, pret };
};

/** The worker, in a process of its own; resolves once it takes calls. */
export const lancerSvi = async (
  dossier: string,
  env: Record<string, string> = {},
): Promise<Processus & { url: string; port: string }> => {
  const { pret, tuer } = demarrerSvi(dossier, env);
  const url = await pret;
  return { tuer, url, port: new URL(url).port };
};

export const lancerSimulateur = async (
  args: string[],
  env: Record<string, string>,
): Promise<{ code: number | null; sortie: string; erreurs: string }> => {
  const p = node('telephony/simulator/main.ts', args, { PLIVO_AUTH_TOKEN: '', PUBLIC_ORIGIN: '', ...env });
  let sortie = '';
  let erreurs = '';
  p.stdout?.on('data', (d: unknown) => {
    sortie += String(d);
  });
  p.stderr?.on('data', (d: unknown) => {
    erreurs += String(d);
  });
  await once(p, 'close');
  return { code: p.exitCode, sortie, erreurs };
};

const fiche = z.object({ url: z.string() });
const urlMagasin = async (dossier: string): Promise<string | undefined> => {
  try {
    return fiche.parse(JSON.parse(await readFile(join(dossier, 'magasin.json'), 'utf8'))).url;
  } catch {
    return undefined;
  }
};

/** What keeps it alive for the length of the test; not by fetch, which gives up a silent answer after five minutes. */
const prendreBail = (url: string): Promise<ClientRequest | undefined> =>
  new Promise((dire) => {
    const { username, password, origin } = new URL(url);
    const bail = get(new URL('/_magasin/bail', origin), { agent: false, auth: `${username}:${password}` });
    bail.on('response', (r) => {
      r.resume();
      r.on('error', () => undefined);
      if (r.statusCode !== 200) bail.destroy();
      dire(r.statusCode === 200 ? bail : undefined);
    });
    bail.on('error', () => dire(undefined));
  });

/** The embedded CouchDB, in a process of its own, on its own data folder; resolves once it answers. */
export const lancerMagasin = async (
  dossier: string,
): Promise<Processus & { serveur: nano.ServerScope; url: string }> => {
  const p = node('embarque/main.ts', [dossier], {});
  // Nobody reads what it says: a full pipe would stop it.
  p.stdout?.resume();
  p.stderr?.resume();
  let bail: ClientRequest | undefined;
  let url = '';
  await attendreQue(async () => {
    if (p.exitCode !== null) throw new Error(`le magasin s’arrête (${p.exitCode})`);
    url = (await urlMagasin(dossier)) ?? '';
    if (url === '') return false;
    bail = await prendreBail(url);
    return bail !== undefined;
  }, 'le magasin répond');
  const { tuer } = processus(p);
  return {
    url,
    serveur: nano({ url }),
    tuer: async (signal) => {
      await tuer(signal);
      bail?.destroy();
    },
  };
};
