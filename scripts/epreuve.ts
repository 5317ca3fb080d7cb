import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { type Bilan, type Etape, executer } from './outils/etapes';

// `npm run epreuve`: what must hold too, and takes too long for `npm test`. One after the other, each in its process;
// `npm run epreuve -- tas` runs those whose name holds that word.

/** Suites of properties that fold, pair, split or judge. */
const HISTOIRES = [
  ...['correction', 'appariement', 'ventilation', 'plans', 'prefacturation'].map((d) => `shared/domain/${d}`),
  'shared/domain/intervention/retenir-proprietes.test.ts',
  'shared/domain/alerte/depassement.test.ts',
];

const EPREUVES: readonly Etape[] = [
  { nom: 'SVI : 200 morts et 100 arrêts de CouchDB sous 20 appelants', commande: ['tsx', 'scripts/epreuve-svi.ts'] },
  { nom: 'SVI : son tas après 100 000 appels', commande: ['tsx', 'bench/tas-svi.ts'] },
  // GRAINE=… is another draw.
  {
    nom: 'sonde : 500 appels d’essai par un opérateur qui faillit de toutes les façons, au hasard',
    commande: ['vitest', 'run', 'scripts/sonde-exterieure.test.ts'],
    env: { ESSAIS: process.env.ESSAIS ?? '500' },
  },
  {
    nom: 'convergence d’un serveur et de trois postes, 1 000 graines',
    commande: ['tsx', 'e2e/convergence/main.ts', '--graines', '1000'],
  },
  {
    nom: 'convergence d’un serveur et de trois postes, les 150 premières graines',
    commande: ['tsx', 'e2e/convergence/main.ts', '--graines', '150'],
  },
  {
    nom: 'grappe : 1 000 journées de trois copies qui retardent, reviennent et se séparent, closes et sauvegardées à tout moment',
    commande: [
      'vitest',
      'run',
      'sync-server/transitions/journees.test.ts',
      'sync-server/transitions/journees-cloture.test.ts',
    ],
    // JOURNEES=100 tries it.
    env: { JOURNEES: process.env.JOURNEES ?? '1000' },
  },
  ...['UTC', 'America/Cayenne', 'Pacific/Auckland'].map(
    (TZ): Etape => ({
      nom: `propriétés : 20 000 histoires de corrections, d’appariements et de plans, à ${TZ}`,
      commande: ['vitest', 'run', ...HISTOIRES],
      env: { HISTOIRES: '20000', TZ },
    }),
  ),
  {
    nom: 'parcours longs : un inconnu et la démonstration, le poste malmené, Firefox, la formation, chaque écran sur une tablette et dans l’autre thème, ce qui ne bouge ni ne se couvre',
    commande: ['playwright', 'test', '-c', 'e2e', '--grep', '@long'],
    env: { RECITS_LONGS: 'oui' },
  },
  {
    nom: 'hors ligne : 5 jours, 500 corrections, 50 navigateurs tués',
    commande: ['playwright', 'test', '-c', 'e2e', 'hors-ligne/cinq-jours', '--grep', 'navigateurs tués'],
    env: { RECITS_LONGS: 'oui', JOURS: '5', CORRECTIONS: '500', MORTS: '50' },
  },
  {
    nom: 'pointer : 2 000 appuis dans 20 navigateurs, réseau coupé, navigateurs tués, horloges fausses ; 10 000 tentatives sans le droit',
    commande: ['tsx', 'e2e/pointer/main.ts'],
  },
  {
    nom: 'recompte : chaque chiffre du pilotage, des états d’heures et de taux, des appels du rapport, contre un compte à part',
    commande: ['tsx', 'scripts/epreuve-recompte.ts'],
  },
  // FOIS=3 tries it.
  {
    nom: 'dix-services : un service dix fois grand, et les mêmes fichiers en dix services : à l’octet, les mêmes fichiers rendus',
    commande: ['tsx', 'scripts/epreuve-dix-services.ts', '--fois', process.env.FOIS ?? '10'],
  },
  {
    nom: 'sauvegarde : le service et 24 mois, restaurés en dix minutes',
    commande: ['tsx', 'bench/restauration.ts'],
  },
  {
    nom: 'déploiement : fichiers lus par leurs programmes, 5 mises à jour et retours sous 20 appelants',
    commande: ['tsx', 'scripts/epreuve-deploiement.ts'],
  },
  {
    nom: 'securite : rôles et routes, lignes forgées, mots de passe, OIDC, appels, fichiers, archive, sauvegardes ; leurs comptes',
    commande: ['tsx', 'scripts/epreuve-securite.ts'],
  },
  {
    nom: 'installation : « Installer » collé dans une Debian neuve, jusqu’au premier compte ; ce que servir refuse',
    commande: ['tsx', 'scripts/epreuve-installation.ts'],
  },
  {
    nom: 'node : 20, 22 et 24, import, clôture, service, suite de shared ; rien à redire à l’installation sur 24',
    commande: ['tsx', 'scripts/epreuve-node.ts'],
  },
  // An hour; ENDURANCE_MINUTES=3 tries it.
  {
    nom: 'endurance : une heure à dix fois la charge du service',
    commande: ['tsx', 'scripts/epreuve-endurance.ts', '--minutes', process.env.ENDURANCE_MINUTES ?? '60'],
  },
  {
    nom: 'archive : chaque sorte de document en PDF/A-1b pour Apache Preflight, et le paquet SEDA pour son schéma',
    commande: ['tsx', 'scripts/epreuve-archive.ts'],
  },
  {
    nom: 'archive : plannings, justificatifs et relevés de toute forme en PDF/A-1b pour Apache Preflight',
    commande: [
      'vitest',
      'run',
      'sync-server/adapters/pdf/pdfa.test.ts',
      'sync-server/domaines/chiffres/etats/fichiers.test.ts',
      'sync-server/domaines/chiffres/etats/sortie-plannings.test.ts',
      'sync-server/domaines/chiffres/etats/routes-fichiers.test.ts',
    ],
  },
  {
    nom: 'archive : 10 000 altérations au hasard, toutes trouvées',
    commande: ['vitest', 'run', 'bin/verifier-archive.test.ts'],
    env: { ALTERATIONS: '10000' },
  },
];

const racine = join(dirname(fileURLToPath(import.meta.url)), '..');
process.env.PATH = `${join(racine, 'node_modules/.bin')}:${process.env.PATH ?? ''}`;

const mots = process.argv.slice(2).map((m) => m.toLocaleLowerCase('fr'));
const choisies = EPREUVES.filter(({ nom }) => mots.every((m) => nom.toLocaleLowerCase('fr').includes(m)));
if (choisies.length === 0) {
  console.error(`Aucune épreuve de ce nom. Épreuves :\n${EPREUVES.map((e) => `  ${e.nom}`).join('\n')}`);
  process.exit(1);
}

const temporaire = mkdtempSync(join(tmpdir(), 'telegestion-epreuve-'));
try {
  const bilans: Bilan[] = [];
  for (const epreuve of choisies) bilans.push(await executer(epreuve, racine, temporaire, true));
  console.log('');
  for (const b of bilans) console.log(`${b.echecs === 0 ? '✓' : '✗'} ${b.nom} (${Math.round(b.secondes)} s)`);
  if (bilans.some((b) => b.echecs > 0)) process.exitCode = 1;
} finally {
  rmSync(temporaire, { recursive: true, force: true });
}
