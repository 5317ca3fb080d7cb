import { type ChildProcess, execFileSync, spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { mkdirSync } from 'node:fs';
import { chmod, copyFile, mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { createConnection, createServer, type Server, type Socket } from 'node:net';
import { tmpdir, userInfo } from 'node:os';
import { join } from 'node:path';
import { assurerPaquet } from '../../../../scripts/outils/paquets';

// For tests: OpenSSH's own server, on the loopback, with its own key, its own account and its own folder.

export type Sshd = {
  port: number;
  /** What the client must pin. */
  empreinte: string;
  /** Private key of the account. */
  cle: string;
  /** The folder that it serves, as the client names it. */
  dossier: string;
  url: (port?: number) => string;
  fermer: () => Promise<void>;
};

const portLibre = (): Promise<number> =>
  new Promise((ok) => {
    const s = createServer().listen(0, '127.0.0.1', () => {
      const a = s.address();
      s.close(() => ok(typeof a === 'object' && a ? a.port : 0));
    });
  });

const ecoute = (port: number): Promise<boolean> =>
  new Promise((ok) => {
    const s = createConnection({ port, host: '127.0.0.1' });
    s.once('connect', () => {
      s.destroy();
      ok(true);
    });
    s.once('error', () => ok(false));
  });

const empreinteDe = (publique: string): string =>
  `SHA256:${createHash('sha256')
    .update(Buffer.from(publique.split(' ')[1] ?? '', 'base64'))
    .digest('base64')
    .replace(/=+$/, '')}`;

/**
 * `tailleMaxBlocs`: no file grows beyond that many blocks of 1 KiB, as on a disk that is full. `sansExtension`: the renaming that
 * replaces is not known, as on a server other than OpenSSH.
 */
export const ouvrirSshd = async (o: { tailleMaxBlocs?: number; sansExtension?: boolean } = {}): Promise<Sshd> => {
  const binaire = assurerPaquet('sshd');
  const keygen = assurerPaquet('sshKeygen');
  // sshd wants its folder of privilege separation where it runs as root.
  if (process.getuid?.() === 0) mkdirSync('/run/sshd', { recursive: true, mode: 0o755 });
  const racine = await mkdtemp(join(tmpdir(), 'tg-sshd-'));
  const dossier = join(racine, 'depot');
  await mkdir(dossier);
  const chemins = { hote: join(racine, 'hote'), cle: join(racine, 'cle'), autorisees: join(racine, 'autorisees') };
  for (const c of [chemins.hote, chemins.cle])
    execFileSync(keygen, ['-q', '-t', 'ed25519', '-N', '', '-f', c], { stdio: 'ignore' });
  await copyFile(`${chemins.cle}.pub`, chemins.autorisees);
  await chmod(racine, 0o700);
  const lancer = async (): Promise<{ port: number; processus: ChildProcess } | undefined> => {
    const port = await portLibre();
    const config = join(racine, 'sshd_config');
    await writeFile(
      config,
      [
        `Port ${port}`,
        'ListenAddress 127.0.0.1',
        `HostKey ${chemins.hote}`,
        `AuthorizedKeysFile ${chemins.autorisees}`,
        `PidFile ${join(racine, 'pid')}`,
        'StrictModes no',
        'UsePAM no',
        'PasswordAuthentication no',
        'KbdInteractiveAuthentication no',
        'PermitRootLogin prohibit-password',
        `Subsystem sftp internal-sftp${o.sansExtension ? ' -P posix-rename' : ''}`,
        'LogLevel ERROR',
      ].join('\n'),
    );
    const borne = o.tailleMaxBlocs === undefined ? '' : `trap '' XFSZ; ulimit -f ${o.tailleMaxBlocs}; `;
    const processus = spawn('/bin/bash', ['-c', `${borne}exec ${binaire} -D -e -f ${config}`], { stdio: 'ignore' });
    while (processus.exitCode === null) if (await ecoute(port)) return { port, processus };
    return undefined;
  };
  // Another process may take the port between the moment that it was free and now.
  let lance = await lancer();
  for (let i = 0; i < 4 && !lance; i++) lance = await lancer();
  if (!lance) throw new Error('sshd ne démarre pas');
  const { port, processus } = lance;
  return {
    port,
    empreinte: empreinteDe(await readFile(`${chemins.hote}.pub`, 'utf8')),
    cle: chemins.cle,
    dossier,
    url: (p = port) => `sftp://${encodeURIComponent(userInfo().username)}@127.0.0.1:${p}${dossier}`,
    fermer: async () => {
      const finie = new Promise((ok) => processus.once('exit', ok));
      processus.kill('SIGTERM');
      await finie;
      await rm(racine, { recursive: true, force: true });
    },
  };
};

export type Relais = {
  port: number;
  /** Bytes that still pass from us to the server; then the line is cut. */
  couperApres: (octets: number | undefined) => void;
  /** Nothing passes until it is called with false. */
  retenir: (oui: boolean) => void;
  fermer: () => Promise<void>;
};

/** A line to the server that can be cut, or held back. */
export const ouvrirRelais = async (vers: number): Promise<Relais> => {
  let reste: number | undefined;
  let retenu = false;
  const vivants = new Set<Socket>();
  const serveur: Server = createServer((entrant) => {
    const sortant = createConnection({ port: vers, host: '127.0.0.1' });
    for (const s of [entrant, sortant]) {
      vivants.add(s);
      s.on('error', () => undefined);
      s.on('close', () => {
        vivants.delete(s);
        entrant.destroy();
        sortant.destroy();
      });
    }
    entrant.on('data', (d: Buffer) => {
      if (retenu) return;
      if (reste !== undefined) {
        reste -= d.length;
        if (reste < 0) {
          entrant.destroy();
          return;
        }
      }
      sortant.write(d);
    });
    sortant.on('data', (d: Buffer) => {
      if (!retenu) entrant.write(d);
    });
  });
  await new Promise<void>((ok) => serveur.listen(0, '127.0.0.1', ok));
  const a = serveur.address();
  return {
    port: typeof a === 'object' && a ? a.port : 0,
    couperApres: (octets) => {
      reste = octets;
    },
    retenir: (oui) => {
      retenu = oui;
    },
    fermer: async () => {
      for (const s of vivants) s.destroy();
      await new Promise((ok) => serveur.close(ok));
    },
  };
};
