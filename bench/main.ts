import { spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { arch, cpus, loadavg, release, tmpdir, totalmem, type } from 'node:os';
import { join } from 'node:path';
import { assurerChromium } from '../scripts/outils/chromium';
import { type Chiffre, ecrireValeur, racine, tenue } from './outils';

// `npm run bench`: every figure, each in a process of its own, one after the other, then the table.
// `npm run bench -- --ecrire` also writes it, with the machine, to docs/performances.md.

/** In order: the import leaves its data to the five that follow. */
const CHIFFRES = [
  'import',
  'quotidien',
  'cloture',
  'prefacturation',
  'pilotage',
  'demarrage',
  'appariement',
  'premiere-sync',
  'ecrans',
  'pages',
  'envoi-corrections',
  'charge-svi',
  'releves',
  'esppadom',
] as const;

const ecrireLimite = (limite: string, ok: boolean): string => (ok ? limite : `**${limite} : dépassée**`);

const tableau = (chiffres: readonly Chiffre[]): string =>
  chiffres
    .map((c) =>
      [
        `## ${c.titre}`,
        '',
        `Plancher : ${c.plancher}.`,
        '',
        '| mesure | valeur | limite |',
        '|---|---:|---:|',
        ...c.lignes.map((l) => {
          const limite = l.limite === undefined ? '' : ecrireLimite(ecrireValeur(l.limite, l.unite), tenue(l));
          return `| ${l.quoi} | ${ecrireValeur(l.valeur, l.unite)} | ${limite} |`;
        }),
        '',
      ].join('\n'),
    )
    .join('\n');

const version = (commande: string): string =>
  spawnSync(commande, ['--version'], { encoding: 'utf8' }).stdout.trim().split(' built')[0] ?? '';

const machine = (charge: number): string => {
  const [coeur] = cpus();
  const memoire = Math.round(totalmem() / 2 ** 30);
  return [
    `- ${cpus().length} cœurs (${coeur?.model.trim() ?? 'inconnus'}), ${memoire} Gio, ${type()} ${release()} ${arch()}`,
    `- Node ${process.version}, ${version(assurerChromium())}`,
    `- charge de la machine au début (moyenne sur une minute) : ${charge.toLocaleString('fr-FR', { maximumFractionDigits: 1 })}`,
    `- mesuré le ${new Date().toISOString().slice(0, 10)}`,
  ].join('\n');
};

const page = (chiffres: readonly Chiffre[], charge: number): string =>
  [
    '# Performances',
    '',
    'Écrit par `npm run bench -- --ecrire`, d’une seule exécution. Une performance est un rapport à un plancher mesuré dans la',
    'même exécution, sur la même machine ; les durées absolues ne valent que pour celle-ci :',
    '',
    machine(charge),
    '',
    tableau(chiffres),
  ].join('\n');

const atelier = mkdtempSync(join(tmpdir(), 'telegestion-bench-'));
const resultats = join(atelier, 'chiffres.jsonl');
const [charge = 0] = loadavg();
try {
  if (charge > cpus().length)
    console.log(`La machine est occupée (charge ${charge.toFixed(1)}) : les durées en souffrent.`);
  const echecs = CHIFFRES.filter((nom) => {
    const { status } = spawnSync(process.execPath, ['--import', 'tsx', join(racine, 'bench', `${nom}.ts`)], {
      cwd: racine,
      stdio: 'inherit',
      env: { ...process.env, BENCH_ATELIER: atelier },
    });
    return status !== 0;
  });
  const lignes = existsSync(resultats) ? readFileSync(resultats, 'utf8').trim().split('\n') : [];
  const chiffres = lignes.map((l) => JSON.parse(l) as Chiffre);
  console.log(`\n${tableau(chiffres)}`);
  if (process.argv.includes('--ecrire') && chiffres.length === CHIFFRES.length)
    writeFileSync(join(racine, 'docs/performances.md'), page(chiffres, charge));
  if (echecs.length > 0) {
    console.log(`En échec : ${echecs.join(', ')}.`);
    process.exitCode = 1;
  }
} finally {
  rmSync(atelier, { recursive: true, force: true });
}
