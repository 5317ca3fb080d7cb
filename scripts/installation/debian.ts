import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { copyFileSync, existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { assurerPaquet } from '../outils/paquets';

// A Debian of its own: what debootstrap makes, entered by chroot, with its processes and, for what listens, a network that nothing
// else of this machine is on.

const RACINE = fileURLToPath(new URL('../..', import.meta.url));
const ICI = fileURLToPath(new URL('.', import.meta.url));
const SUITE = 'trixie';
const DEPOT = 'http://deb.debian.org/debian';
const CHEMIN = '/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin';
const PRODUIT = '/root/telegestion';

export type Debian = {
  /** The folder of its files, seen from here. */
  racine: string;
  /** A text typed in a shell there, in the product's folder: with the way to the registries, or closed in. */
  jouer: (texte: string, ou: 'dehors' | 'dedans') => Promise<{ code: number | null; dit: string }>;
  /** A program of ours in its closed network. */
  accompagner: (args: readonly string[]) => ChildProcess;
  fermer: () => Promise<void>;
};

/** What this machine has set to reach the registries: nothing on most of them. */
const reglagesDici = (racine: string): Record<string, string> => {
  const apt = spawnSync('apt-config', ['dump'], { encoding: 'utf8' }).stdout;
  const gardes = apt.split('\n').filter((l) => /^Acquire::(Check-|https?::Proxy)/.test(l));
  writeFileSync(join(racine, 'etc/apt/apt.conf.d/99-essai'), gardes.map((l) => `${l}\n`).join(''));
  const autorites = process.env.NODE_EXTRA_CA_CERTS;
  if (autorites === undefined || !existsSync(autorites)) return {};
  copyFileSync(autorites, join(racine, 'etc/autorites-essai.pem'));
  return { NODE_EXTRA_CA_CERTS: '/etc/autorites-essai.pem', npm_config_cafile: '/etc/autorites-essai.pem' };
};

/** The product as it stands here, uncommitted changes with it. */
const copierProduit = (racine: string): void => {
  mkdirSync(join(racine, PRODUIT), { recursive: true });
  const copie =
    'git ls-files -z --cached --others --exclude-standard | tar --null --files-from=- --ignore-failed-read -c | tar -x --no-same-owner -C "$1"';
  const r = spawnSync('sh', ['-c', copie, 'sh', join(racine, PRODUIT)], { cwd: RACINE, encoding: 'utf8' });
  if (r.status !== 0) throw new Error(r.stderr);
};

/** A new one: what debootstrap lays, and what is needed to type in it. */
const faire = (racine: string): void => {
  const fait = spawnSync(assurerPaquet('debootstrap'), ['--variant=minbase', SUITE, racine, DEPOT], {
    encoding: 'utf8',
  });
  if (fait.status !== 0) throw new Error(`debootstrap ${SUITE} : ${fait.stdout.trim().split('\n').at(-1)}`);
  // Packages do not start what they bring: nothing here has a supervisor.
  writeFileSync(join(racine, 'usr/sbin/policy-rc.d'), '#!/bin/sh\nexit 101\n', { mode: 0o755 });
  // A trial that loses its power begins again: hundreds of packages need not each reach the disk.
  writeFileSync(join(racine, 'etc/dpkg/dpkg.cfg.d/essai'), 'force-unsafe-io\n');
  writeFileSync(join(racine, 'etc/hosts'), '127.0.0.1 localhost\n');
  mkdirSync(join(racine, 'etc/systemd/system'), { recursive: true });
  copierProduit(racine);
};

/** Makes it, or takes the one of `image`, which is kept; throws where this machine cannot: not root, no Debian within reach. */
export const ouvrirDebian = async (
  adresses: readonly string[],
  suivre: (texte: string) => void,
  image?: string,
): Promise<Debian> => {
  if (process.getuid?.() !== 0) throw new Error('il faut être root : debootstrap, chroot et unshare le demandent');
  const ip = assurerPaquet('ip');
  const racine = image ?? mkdtempSync(join(tmpdir(), 'tg-debian-'));
  const oter = (): void => {
    if (image === undefined) rmSync(racine, { recursive: true, force: true, maxRetries: 5, retryDelay: 500 });
  };
  try {
    if (!existsSync(join(racine, 'etc/debian_version'))) faire(racine);
  } catch (e) {
    oter();
    throw e;
  }
  copyFileSync(join(ICI, 'systemctl.sh'), join(racine, 'usr/local/sbin/systemctl'));
  spawnSync('chmod', ['0755', join(racine, 'usr/local/sbin/systemctl')]);
  const reglages = reglagesDici(racine);

  const reseau = adresses.map((a) => `${ip} addr add ${a}/32 dev lo`).join('\n');
  const tenir = `set -e
    ${ip} link set lo up
    ${reseau}
    mount -t proc proc "$1/proc"
    mount --rbind /dev "$1/dev"
    echo pret
    exec sleep infinity`;
  const args = ['--mount', '--net', '--pid', '--fork', '--kill-child', 'sh', '-c', tenir, 'sh', racine];
  const teneur = spawn('unshare', args, { stdio: ['ignore', 'pipe', 'inherit'] });
  await new Promise<void>((ok, non) => {
    teneur.stdout?.once('data', () => ok());
    teneur.once('exit', () => non(new Error('unshare : cette machine ne le permet pas')));
  });
  const dedans = spawnSync('ps', ['-o', 'pid=', '--ppid', String(teneur.pid)], { encoding: 'utf8' }).stdout.trim();

  const donnes = { PATH: CHEMIN, HOME: '/root', LANG: 'C.UTF-8', DEBIAN_FRONTEND: 'noninteractive', ...reglages };
  // Nothing of this machine's own environment: a new one has none of it.
  const env = ['env', '-i', ...Object.entries(donnes).map(([nom, valeur]) => `${nom}=${valeur}`)];
  const entrer = (ou: 'dehors' | 'dedans'): string[] => [
    ...['--target', dedans, '--mount', '--pid'],
    ...(ou === 'dedans' ? ['--net'] : []),
  ];
  const jouer: Debian['jouer'] = (texte, ou) =>
    new Promise((fini, non) => {
      // What is typed is a file: a program that reads its own input would swallow what follows it.
      const script = join(racine, 'root/a-jouer');
      writeFileSync(script, texte);
      const p = spawn(
        'nsenter',
        [...entrer(ou), 'chroot', racine, ...env, 'bash', '-c', `cd ${PRODUIT} && exec bash -ev /root/a-jouer`],
        { stdio: ['ignore', 'pipe', 'pipe'] },
      );
      let dit = '';
      const noter = (d: Buffer): void => {
        dit += d.toString();
        suivre(d.toString());
      };
      p.stdout.on('data', noter);
      p.stderr.on('data', noter);
      p.once('error', non);
      // Not « close »: services that it started keep what it wrote to.
      p.once('exit', (code) => setTimeout(() => fini({ code, dit }), 200));
    });
  const accompagner: Debian['accompagner'] = (args) =>
    spawn('nsenter', ['--target', dedans, '--net', process.execPath, '--import', 'tsx', ...args], {
      cwd: RACINE,
      stdio: ['ignore', 'pipe', 'inherit'],
    });
  const fermer = async (): Promise<void> => {
    const mort = new Promise((ok) => teneur.once('exit', ok));
    if (teneur.kill('SIGKILL')) await mort;
    oter();
  };
  return { racine, jouer, accompagner, fermer };
};
