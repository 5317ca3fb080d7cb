import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { changesDepuis, touche } from './outils/changements';
import { enTableau, lesPlusLents } from './outils/durees';
import { type Bilan, executer, finDe } from './outils/etapes';
import { type EtapeOrdonnee, ordonner } from './outils/ordonner';
import { navigateurDesRecits } from './outils/paquets';
import { COEURS, planDepuis, planEntier } from './outils/plan';
import { fabriquerProgrammes } from './outils/programmes/fabriquer';

// `npm test`: everything that must hold before a change is taken.
// `npm test -- --rapide` leaves out the build and the browser.
// `npm test -- --depuis <commit>` runs what has changed since then touches, for the work of the day.

/** Files named at the end: where the time went. */
const LES_PLUS_LENTS = 20;

const racine = join(dirname(fileURLToPath(import.meta.url)), '..');
process.env.PATH = `${join(racine, 'node_modules/.bin')}:${process.env.PATH ?? ''}`;

const dire = (b: Bilan): void =>
  console.log(
    `${b.echecs === 0 ? '✓' : '✗'} ${b.nom} : ${b.passes} passed, ${b.echecs} failed (${b.secondes.toFixed(1)} s)`,
  );

const { values: options } = parseArgs({ options: { rapide: { type: 'boolean' }, depuis: { type: 'string' } } });

const choisir = (): EtapeOrdonnee[] => {
  const rapide = options.rapide === true;
  if (options.depuis !== undefined) {
    const changes = changesDepuis(racine, options.depuis);
    const quoi = touche(changes);
    if (!quoi.tout) {
      console.log(`${changes.length} fichiers changés depuis ${options.depuis}`);
      return planDepuis(changes, rapide ? { ...quoi, recits: [] } : quoi);
    }
    console.log('Ce qui change est sous tout le reste : rien n’est laissé de côté.');
  }
  return planEntier(racine, rapide);
};

const temporaire = mkdtempSync(join(tmpdir(), 'telegestion-test-'));
/** The long ones are followed as they go; of the others, what fails is shown. */
const lancer = async (ordonnee: EtapeOrdonnee): Promise<Bilan> => {
  // Known now only: another step may have installed it.
  const env = ordonnee.navigateur ? { ...ordonnee.env, CHROMIUM: navigateurDesRecits() } : ordonnee.env;
  const etape = { ...ordonnee, ...(env ? { env } : {}) };
  const direct = etape.rapport !== undefined;
  const bilan = await executer(etape, racine, temporaire, direct);
  if (bilan.echecs > 0 && !direct) console.log(bilan.sortie.trimEnd());
  dire(bilan);
  return bilan;
};

try {
  const debut = Date.now();
  const etapes = choisir();
  const env = await fabriquerProgrammes(racine);
  const bilans = await ordonner(
    etapes.map((e) => (e.programmes ? { ...e, env: { ...e.env, ...env } } : e)),
    COEURS,
    lancer,
  );
  console.log('');
  for (const rate of bilans.filter((b) => b.echecs > 0)) console.log(`${finDe(rate)}\n`);
  const lents = lesPlusLents(
    bilans.flatMap((b) => b.durees),
    LES_PLUS_LENTS,
  );
  if (lents.length > 0) console.log(`Les plus longs des fichiers d’essais :\n${enTableau(lents)}\n`);
  bilans.forEach(dire);
  console.log(`En tout : ${Math.round((Date.now() - debut) / 1000)} s`);
  const echecs = bilans.reduce((n, b) => n + b.echecs, 0);
  console.log(`\n${bilans.reduce((n, b) => n + b.passes, 0)} passed, ${echecs} failed`);
  if (echecs > 0) process.exitCode = 1;
} finally {
  rmSync(temporaire, { recursive: true, force: true });
}
