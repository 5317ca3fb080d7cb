import { spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { arch, cpus, loadavg, release, tmpdir, totalmem, type } from 'node:os';
import { basename, join } from 'node:path';
import { programmeFait } from '../bin/programmes.mjs';
import { assurerPaquet } from '../scripts/outils/paquets';
import { type Chiffre, ecrireValeur, racine, tenue } from './appuis/outils';

// `npm run bench`: every figure, each in a process of its own, one after the other, then the table.
// `npm run bench -- --ecrire` also writes it, with the machine, to docs/performances.md; `npm run bench -- import pages` runs those
// only. One that fails stops none of the others: its line then says « non mesuré ».

/**
 * What is expected, in this order: the import leaves its data to those that follow. A figure that gives nothing keeps its line,
 * « non mesuré »; a file of this folder that is not named here is run after them all the same.
 */
const CHIFFRES = [
  ['import', 'Import du mois complet'],
  ['quotidien', 'Import quotidien des fichiers complets'],
  ['cloture', 'Clôture et export des six antennes'],
  ['prefacturation', 'Préfacturation du service entier'],
  ['etats', 'États : un mois, une année, vingt-quatre mois chargés'],
  ['pilotage', 'Tableaux de bord, vingt-quatre mois du service entier'],
  ['demarrage', 'Démarrage du service, mois complet chargé'],
  ['appariement', 'Appariement d’un mois en mémoire'],
  ['premiere-sync', 'Première synchronisation dans Chromium, trois mois d’une antenne'],
  ['ecrans', 'Écrans dans Chromium, trois mois d’une antenne'],
  ['lecture', 'Lecture du disque dans Chromium'],
  ['pages', 'Pages ouvertes à neuf, processeur ralenti'],
  ['envoi-corrections', 'Envoi de 200 corrections en attente'],
  ['charge-svi', 'SVI sous charge'],
  ['tas-svi', 'Tas du SVI au fil des appels'],
  ['releves', 'Relevés PDF/A du mois'],
  ['esppadom', 'ESPPADOM de 20 000 visites'],
  ['restauration', 'Sauvegarde et restauration, vingt-quatre mois'],
] as const;

type ChiffreLu = Chiffre & { nom: string };

const TITRES = new Map<string, string>(CHIFFRES);
/** An hour each: only where they are named. */
const SUR_DEMANDE: ReadonlySet<string> = new Set(['croissance']);
/** Each file of this folder that is a figure: those that say so themselves. */
const fichiers = (): string[] => {
  const tous = readdirSync(join(racine, 'bench'))
    .filter((f) => f.endsWith('.ts') && f !== 'main.ts')
    .filter((f) => /\b(presenter|deposerChiffre)\(/.test(readFileSync(join(racine, 'bench', f), 'utf8')))
    .map((f) => basename(f, '.ts'));
  return [...[...TITRES.keys()].filter((n) => tous.includes(n)), ...tous.filter((n) => !TITRES.has(n)).sort()];
};

const SANS = '–';
const cellule = (t: string): string => t.replaceAll('|', '\\|');

/** Every limit of the product on one page: what was measured, against what, and whether it holds. */
const synthese = (chiffres: readonly ChiffreLu[], noms: readonly string[]): string => {
  const lignes = noms.flatMap((nom) => {
    const c = chiffres.find((x) => x.nom === nom);
    if (!c) return [[TITRES.get(nom) ?? nom, SANS, 'non mesuré', SANS, SANS, SANS]];
    const rapport = c.lignes.find((l) => l.quoi.startsWith('rapport'));
    const montrees = c.lignes.filter((l) => l.limite !== undefined);
    return (montrees.length > 0 ? montrees : c.lignes.slice(0, 1)).map((l, n) => [
      n === 0 ? c.titre : '',
      l.quoi,
      ecrireValeur(l.valeur, l.unite),
      n > 0 || rapport === undefined ? SANS : ecrireValeur(rapport.valeur, rapport.unite),
      n === 0 ? c.plancher : '',
      l.limite === undefined ? 'aucune' : ecrireLimite(ecrireValeur(l.limite, l.unite), tenue(l)),
    ]);
  });
  return [
    '| chiffre | mesure | valeur | rapport au plancher | plancher | limite |',
    '|---|---|---:|---:|---|---:|',
    ...lignes.map((l) => `| ${l.map(cellule).join(' | ')} |`),
  ].join('\n');
};

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
    `- Node ${process.version}, ${version(assurerPaquet('chromium'))}`,
    `- charge de la machine au début (moyenne sur une minute) : ${charge.toLocaleString('fr-FR', { maximumFractionDigits: 1 })}`,
    `- mesuré le ${new Date().toISOString().slice(0, 10)}`,
  ].join('\n');
};

/** What is written by hand at the end of the page: what was changed, and what it gave. It stays. */
const A_LA_MAIN = '## Ce qui a été changé, et ce que cela a donné';
const aLaMain = (fichier: string): string => {
  const texte = existsSync(fichier) ? readFileSync(fichier, 'utf8') : '';
  const debut = texte.indexOf(A_LA_MAIN);
  return debut < 0 ? '' : texte.slice(debut);
};

const PAGE = join(racine, 'docs/performances.md');
const page = (chiffres: readonly ChiffreLu[], noms: readonly string[], charge: number): string =>
  [
    '# Performances',
    '',
    'Écrit par `npm run bench -- --ecrire`, d’une seule exécution. Une performance est un rapport à un plancher mesuré dans la',
    'même exécution, sur la même machine ; les durées absolues ne valent que pour celle-ci :',
    '',
    machine(charge),
    '',
    'Ce qui dure (morts du SVI, hors ligne, endurance d’une heure, mises à jour sous appels) : `npm run epreuve`.',
    '',
    synthese(chiffres, noms),
    '',
    tableau(chiffres),
    aLaMain(PAGE),
  ].join('\n');

// Commands would be compiled as they start, which is no figure of the product.
if (programmeFait('sync-server/cli/main.ts') === undefined) {
  console.error('Les programmes faits ne sont pas ceux de ces sources : lancez « npm run build », puis recommencez.');
  process.exit(1);
}
const atelier = mkdtempSync(join(tmpdir(), 'telegestion-bench-'));
const resultats = join(atelier, 'chiffres.jsonl');
const [charge = 0] = loadavg();
try {
  if (charge > cpus().length)
    console.log(`La machine est occupée (charge ${charge.toFixed(1)}) : les durées en souffrent.`);
  const choisis = process.argv.slice(2).filter((a) => !a.startsWith('--'));
  const options = process.argv.slice(2).filter((a) => a.startsWith('--') && a !== '--ecrire');
  const noms = fichiers().filter((n) => (choisis.length === 0 ? !SUR_DEMANDE.has(n) : choisis.includes(n)));
  const echecs = noms.filter((nom) => {
    const { status } = spawnSync(
      process.execPath,
      ['--import', 'tsx', join(racine, 'bench', `${nom}.ts`), ...options],
      {
        cwd: racine,
        stdio: 'inherit',
        env: { ...process.env, BENCH_ATELIER: atelier },
      },
    );
    return status !== 0;
  });
  const lignes = existsSync(resultats) ? readFileSync(resultats, 'utf8').trim().split('\n') : [];
  const chiffres = lignes.filter((l) => l !== '').map((l) => JSON.parse(l) as ChiffreLu);
  const attendus = [...new Set([...TITRES.keys(), ...noms])];
  console.log(`\n${synthese(chiffres, attendus)}\n\n${tableau(chiffres)}`);
  if (process.argv.includes('--ecrire')) writeFileSync(PAGE, page(chiffres, attendus, charge));
  if (echecs.length > 0) {
    console.log(`En échec : ${echecs.join(', ')}.`);
    process.exitCode = 1;
  }
} finally {
  rmSync(atelier, { recursive: true, force: true });
}
