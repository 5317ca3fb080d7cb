import { spawnSync } from 'node:child_process';
import { accessSync, constants } from 'node:fs';
import { tmpdir } from 'node:os';
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

/** A package of Debian, and a file by which it is known to be there. */
type Paquet = {
  paquet: string;
  nom: string;
  /** Programs, any of which will do: looked for on the path, absolute ones as they are. */
  fichiers: readonly string[];
  /** The environment variable that names the file instead. */
  variable?: string;
};

const jar = (paquet: string, nom: string): Paquet => ({
  paquet,
  nom: `Preflight (${nom})`,
  fichiers: [`/usr/share/java/${nom}.jar`],
});

/** What Apache Preflight is made of in Debian: it asks for two interfaces that Java no longer bears. */
const PREFLIGHT = {
  preflight: jar('libpdfbox2-java', 'preflight'),
  pdfbox: jar('libpdfbox2-java', 'pdfbox2'),
  fontbox: jar('libpdfbox2-java', 'fontbox2'),
  xmpbox: jar('libpdfbox2-java', 'xmpbox'),
  journaux: jar('libcommons-logging-java', 'commons-logging'),
  fichiers: jar('libcommons-io-java', 'commons-io'),
  activation: jar('libactivation-java', 'javax.activation'),
  jaxb: jar('libjaxb-api-java', 'jaxb-api'),
} satisfies Record<string, Paquet>;

/** All that tests, stories and trials need of Debian. */
const PAQUETS = {
  ...PREFLIGHT,
  java: { paquet: 'default-jre-headless', nom: 'Java', fichiers: ['java'] },
  openssl: { paquet: 'openssl', nom: 'OpenSSL', fichiers: ['openssl'] },
  sshd: { paquet: 'openssh-server', nom: 'Le serveur OpenSSH', fichiers: ['/usr/sbin/sshd'] },
  sshKeygen: { paquet: 'openssh-client', nom: 'ssh-keygen', fichiers: ['ssh-keygen'] },
  chromium: {
    paquet: 'chromium',
    nom: 'Chromium',
    fichiers: ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable'],
    variable: 'CHROMIUM',
  },
  chromiumSansFenetre: {
    paquet: 'chromium-headless-shell',
    nom: 'Chromium sans fenêtre',
    // Itself, not its shell script, which outlives a browser that is killed.
    fichiers: ['/usr/lib/chromium/chromium-headless-shell', 'chromium-headless-shell'],
    variable: 'CHROMIUM',
  },
  firefox: { paquet: 'firefox-esr', nom: 'Firefox ESR', fichiers: ['firefox-esr'], variable: 'FIREFOX' },
  nginx: { paquet: 'nginx-light', nom: 'nginx', fichiers: ['nginx'], variable: 'NGINX' },
  promtool: { paquet: 'prometheus', nom: 'Prometheus', fichiers: ['promtool'] },
  amtool: { paquet: 'prometheus-alertmanager', nom: 'Alertmanager', fichiers: ['amtool'] },
  xmlschema: {
    paquet: 'python3-xmlschema',
    nom: 'xmlschema (Python)',
    fichiers: ['/usr/bin/xmlschema-validate'],
  },
  debootstrap: { paquet: 'debootstrap', nom: 'debootstrap', fichiers: ['debootstrap'] },
  ip: { paquet: 'iproute2', nom: 'ip', fichiers: ['ip'] },
  systemdAnalyze: { paquet: 'systemd', nom: 'systemd', fichiers: ['systemd-analyze'] },
} satisfies Record<string, Paquet>;

export type NomPaquet = keyof typeof PAQUETS;
export const ARCHIVES_PREFLIGHT = Object.keys(PREFLIGHT) as readonly (keyof typeof PREFLIGHT)[];
/** What the suites look for: installed before they begin, since several of them run at once. */
export const PAQUETS_DES_SUITES: readonly NomPaquet[] = [...ARCHIVES_PREFLIGHT, 'java', 'openssl', 'sshd', 'sshKeygen'];

// Where Debian keeps what only root runs: not on everyone's path.
const CHEMINS = [...(process.env.PATH ?? '').split(delimiter), '/usr/sbin'];

const trouver = (p: Paquet): string | undefined =>
  [
    (p.variable && process.env[p.variable]) ?? '',
    ...p.fichiers.flatMap((f) => (f.startsWith('/') ? [f] : CHEMINS.map((d) => join(d, f)))),
  ].find((c) => c !== '' && utilisable(c));

// One at a time on this machine: apt-get gives up where another one holds its lock.
const VERROU = join(tmpdir(), 'telegestion-paquets.verrou');
const INSTALLER = 'apt-get update; exec apt-get install -y --no-install-recommends -o DPkg::Lock::Timeout=600 "$@"';

/** Debian's packages, installed where they are missing and where this account may; throws a sentence that says what to do. */
export const assurerPaquets = (noms: readonly NomPaquet[]): void => {
  const manquants = (): Paquet[] => noms.map((n): Paquet => PAQUETS[n]).filter((p) => trouver(p) === undefined);
  const paquets = [...new Set(manquants().map((p) => p.paquet))];
  if (paquets.length > 0 && process.getuid?.() === 0)
    spawnSync('flock', [VERROU, 'sh', '-c', INSTALLER, 'sh', ...paquets], {
      stdio: 'inherit',
      env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive' },
    });
  const [p] = manquants();
  if (!p) return;
  const chemin = p.variable ? [`, ou donner son chemin dans ${p.variable}`, `, or give its path in ${p.variable}`] : [];
  throw new Error(
    `${p.nom} est introuvable : l’installer (« sudo apt-get install -y ${p.paquet} »)${chemin[0] ?? ''}.\n` +
      `${p.nom} is missing: install it (sudo apt-get install -y ${p.paquet})${chemin[1] ?? ''}.`,
  );
};

/** What opens the stories: the engine of Chromium without its windows costs a quarter less; where Debian has none, Chromium itself. */
export const assurerNavigateurDesRecits = (): string => {
  try {
    return assurerPaquet('chromiumSansFenetre');
  } catch {
    return assurerPaquet('chromium');
  }
};

/** That one, once it is there: nothing is installed. */
export const navigateurDesRecits = (): string =>
  trouver(PAQUETS.chromiumSansFenetre) ?? trouver(PAQUETS.chromium) ?? '';

/** The file of one of them: its variable of the environment, else the first on the path, else installed. */
export const assurerPaquet = (nom: NomPaquet): string => {
  assurerPaquets([nom]);
  return trouver(PAQUETS[nom]) ?? '';
};
