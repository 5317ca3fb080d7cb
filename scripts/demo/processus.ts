import { type ChildProcess, spawn } from 'node:child_process';
import { createServer } from 'node:net';
import { join } from 'node:path';

/** The first free port from `premier` on. */
export const portLibre = async (premier: number): Promise<number> => {
  for (let port = premier; port < premier + 200; port++) {
    const libre = await new Promise<boolean>((suite) => {
      const essai = createServer();
      essai.once('error', () => suite(false));
      essai.listen(port, '127.0.0.1', () => essai.close(() => suite(true)));
    });
    if (libre) return port;
  }
  throw new Error(`Aucun port libre entre ${premier} et ${premier + 199}.`);
};

export type Environnement = Readonly<Record<string, string>>;

type Options = { racine: string; env: Environnement /** Ends the command under way. */; signal?: AbortSignal };
const binaire = (racine: string): string => join(racine, 'bin/telegestion');

/** Runs one command to its end; its words are shown only where it fails. Exit 2 (rows refused) is a success. */
export const telegestion = (args: readonly string[], { racine, env, signal }: Options): Promise<string> =>
  new Promise((suite, echec) => {
    const enfant = spawn(process.execPath, [binaire(racine), ...args], {
      env: { ...process.env, ...env },
      stdio: ['ignore', 'pipe', 'pipe'],
      ...(signal ? { signal } : {}),
    });
    let [sortie, erreurs] = ['', ''];
    enfant.stdout.on('data', (d: Buffer) => {
      sortie += d.toString();
    });
    enfant.stderr.on('data', (d: Buffer) => {
      erreurs += d.toString();
    });
    enfant.on('error', echec);
    enfant.on('close', (code) => {
      if (code === 0 || code === 2) suite(sortie);
      else echec(new Error(`telegestion ${args.join(' ')} : sortie ${code}\n${erreurs}${sortie}`));
    });
  });

export type Service = { enfant: ChildProcess; mort: Promise<number | null>; arreter: () => Promise<void> };

/** `telegestion servir`, in a group of its own: Ctrl-C reaches it through us, once. */
export const demarrerService = ({ racine, env }: Options, journal: number): Service => {
  const enfant = spawn(process.execPath, [binaire(racine), 'servir'], {
    env: { ...process.env, ...env },
    stdio: ['ignore', journal, journal],
    detached: true,
  });
  const mort = new Promise<number | null>((suite) => enfant.once('exit', suite));
  return {
    enfant,
    mort,
    arreter: async () => {
      if (enfant.exitCode !== null || enfant.signalCode !== null) return;
      enfant.kill('SIGTERM');
      const force = setTimeout(() => enfant.kill('SIGKILL'), 10_000);
      await mort;
      clearTimeout(force);
    },
  };
};

/** Waits until the address answers; throws where the service ends before, or after a minute. */
export const attendreSante = async (adresse: string, service: Service): Promise<void> => {
  const limite = Date.now() + 60_000;
  while (Date.now() < limite) {
    if (service.enfant.exitCode !== null)
      throw new Error(`Le service s’est arrêté (sortie ${service.enfant.exitCode}).`);
    const ok = await fetch(`${adresse}/sante`)
      .then((r) => r.ok)
      .catch(() => false);
    if (ok) return;
    await new Promise((suite) => setTimeout(suite, 100));
  }
  throw new Error(`${adresse}/sante ne répond pas.`);
};

const vit = (pid: number): boolean => {
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
};

/** Waits for a process to be gone, a few seconds at most. */
export const attendreFin = async (pid: number): Promise<void> => {
  const limite = Date.now() + 15_000;
  while (vit(pid) && Date.now() < limite) await new Promise((suite) => setTimeout(suite, 50));
};
