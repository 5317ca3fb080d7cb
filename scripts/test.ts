import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { type Bilan, type Etape, executer, finDe } from './outils/etapes';
import { assurerPaquet, assurerPaquets, PAQUETS_DES_SUITES, PAQUETS_DU_NAVIGATEUR } from './outils/paquets';

// `npm test`: everything that must hold before a change is taken, quick things first.
// `npm test -- --rapide` stops before the build and the browser.

// A full month with the files that must come out of it: beside the project, too large to be in it.
const MOIS_COMPLET = join(dirname(fileURLToPath(import.meta.url)), '../../shared/data/mois-complet');
const FUSEAUX = ['UTC', 'America/Cayenne', 'Pacific/Auckland'];

const CONTROLES: readonly Etape[] = [
  { nom: 'format et style', commande: ['biome', 'ci', '--colors=off', '--diagnostic-level=error', '.'] },
  { nom: 'types de shared/', commande: ['tsc', '-p', 'shared/tsconfig.json'] },
  { nom: 'types des serveurs', commande: ['tsc', '-p', 'tsconfig.json'] },
  { nom: 'types de app/', commande: ['tsc', '-p', 'app/tsconfig.json'] },
  { nom: 'types de e2e/', commande: ['tsc', '-p', 'e2e/tsconfig.json'] },
  { nom: 'frontières', commande: ['npm', 'run', '--silent', 'borders'] },
  { nom: 'code mort', commande: ['knip', '--no-config-hints'] },
  { nom: 'règles et documentation', commande: ['tsx', 'scripts/documenter.ts', '--verifier'] },
];

const SUITES: readonly Etape[] = [
  ...FUSEAUX.map(
    (fuseau): Etape => ({
      nom: `shared en ${fuseau}`,
      commande: ['vitest', 'run', '--exclude', '{sync-server,embarque,telephony,app,bin,scripts}/**'],
      env: { TZ: fuseau },
      rapport: 'vitest',
    }),
  ),
  {
    nom: 'autres suites',
    commande: ['vitest', 'run', '--exclude', 'shared/**'],
    env: existsSync(MOIS_COMPLET) ? { DOSSIER_COMPLET: MOIS_COMPLET } : {},
    rapport: 'vitest',
  },
];

const CONVERGENCE: Etape = {
  nom: 'convergence d’un serveur et de trois postes, 16 graines et 8 du jour',
  commande: ['npm', 'run', '--silent', 'convergence', '--', '--graines', '16', '--du-jour', '8'],
};

const NAVIGATEUR = (chromium: string): readonly Etape[] => [
  { nom: 'construction', commande: ['npm', 'run', '--silent', 'build'] },
  {
    nom: 'parcours dans Chromium',
    commande: ['playwright', 'test', '-c', 'e2e', '--reporter=list,json'],
    env: { CHROMIUM: chromium },
    rapport: 'playwright',
  },
];

const racine = join(dirname(fileURLToPath(import.meta.url)), '..');
const temporaire = mkdtempSync(join(tmpdir(), 'telegestion-test-'));
process.env.PATH = `${join(racine, 'node_modules/.bin')}:${process.env.PATH ?? ''}`;

const dire = (b: Bilan): void =>
  console.log(
    `${b.echecs === 0 ? '✓' : '✗'} ${b.nom} : ${b.passes} passed, ${b.echecs} failed (${b.secondes.toFixed(1)} s)`,
  );

/** Two at once: the reference machine has two cores. Only the output of what fails is shown. */
const executerControles = async (etapes: readonly Etape[]): Promise<Bilan[]> => {
  const file = [...etapes];
  const bilans: Bilan[] = [];
  const ouvrier = async (): Promise<void> => {
    for (let etape = file.shift(); etape; etape = file.shift()) {
      const bilan = await executer(etape, racine, temporaire, false);
      if (bilan.echecs > 0) console.log(bilan.sortie.trimEnd());
      dire(bilan);
      bilans.push(bilan);
    }
  };
  await Promise.all([ouvrier(), ouvrier()]);
  return bilans;
};

const executerSuites = async (etapes: readonly Etape[]): Promise<Bilan[]> => {
  const bilans: Bilan[] = [];
  for (const etape of etapes) {
    const bilan = await executer(etape, racine, temporaire, true);
    dire(bilan);
    bilans.push(bilan);
  }
  return bilans;
};

try {
  const rapide = process.argv.includes('--rapide');
  assurerPaquets([...PAQUETS_DES_SUITES, ...(rapide ? [] : PAQUETS_DU_NAVIGATEUR)]);
  const chromium = rapide ? '' : assurerPaquet('chromium');
  const bilans = [
    ...(await executerControles(CONTROLES)),
    ...(await executerSuites(rapide ? SUITES : [...SUITES, CONVERGENCE, ...NAVIGATEUR(chromium)])),
  ];
  console.log('');
  for (const rate of bilans.filter((b) => b.echecs > 0)) console.log(`${finDe(rate)}\n`);
  bilans.forEach(dire);
  const echecs = bilans.reduce((n, b) => n + b.echecs, 0);
  console.log(`\n${bilans.reduce((n, b) => n + b.passes, 0)} passed, ${echecs} failed`);
  if (echecs > 0) process.exitCode = 1;
} finally {
  rmSync(temporaire, { recursive: true, force: true });
}
