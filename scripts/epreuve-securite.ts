import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, relative } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { pluriel } from '#shared/mots/nombres';
import { ATTAQUES, type Attaque } from './securite/attaques';
import { lireComptes } from './securite/comptes';
import { fichiersDe, lireRapport, muettes } from './securite/rapport';

// Every attack that was tried on the product, again: each by its suites, with how many tests they hold, how many requests they sent and
// how long they took. `tsx scripts/epreuve-securite.ts archive` plays those whose name holds that word.

const RACINE = join(dirname(fileURLToPath(import.meta.url)), '..');
const COMPTER = pathToFileURL(join(RACINE, 'scripts/securite/compter.mjs')).href;

/** `statuts`: how many requests were answered by each. */
type Bilan = { tests: number; echecs: number; statuts: Map<string, number>; secondes: number };

const ajouter = (a: Map<string, number>, plus: Iterable<[string, number]>): void => {
  for (const [statut, n] of plus) a.set(statut, (a.get(statut) ?? 0) + n);
};
const combien = (statuts: Bilan['statuts'], de: number, a = 600): number =>
  [...statuts].reduce((n, [s, k]) => (Number(s) >= de && Number(s) < a ? n + k : n), 0);
/** Those that no refusal explains are told one by one: « 12 en 503 ». */
const pannes = (statuts: Bilan['statuts']): string =>
  [...statuts]
    .filter(([s]) => Number(s) >= 500)
    .sort()
    .map(([s, n]) => `, ${n} en ${s}`)
    .join('');

const jouer = (a: Attaque, atelier: string): Bilan => {
  const debut = Date.now();
  const comptes = join(atelier, 'comptes');
  mkdirSync(comptes, { recursive: true });
  const rapport = join(atelier, 'rapport.json');
  const fichiers = fichiersDe(RACINE, a.suites);
  const r = spawnSync(
    join(RACINE, 'node_modules/.bin/vitest'),
    ['run', ...fichiers, '--reporter=json', `--outputFile=${rapport}`],
    {
      cwd: RACINE,
      encoding: 'utf8',
      maxBuffer: 2 ** 28,
      env: { ...process.env, ...a.env, COMPTE_REQUETES: comptes, NODE_OPTIONS: `--import ${COMPTER}` },
    },
  );
  const lu = lireRapport(rapport);
  for (const { name, assertionResults } of lu.testResults)
    for (const t of assertionResults.filter((x) => x.status === 'failed'))
      console.log(
        `  ✗ ${relative(RACINE, name)} : ${t.fullName}\n${t.failureMessages?.[0]?.split('\n').slice(0, 12).join('\n') ?? ''}`,
      );
  const perdues = muettes(RACINE, fichiers, lu);
  for (const f of perdues) console.log(`  ✗ ${f} : rien n’en est revenu`);
  if (lu.testResults.length === 0)
    console.log(`  Le passage s’est arrêté sans rapport (${r.signal ?? r.error?.message ?? `code ${r.status}`}).
${(r.stderr ?? '').trim().split('\n').slice(-12).join('\n')}`);
  return {
    tests: lu.numPassedTests,
    echecs: perdues.length + lu.numFailedTests + lu.numPendingTests + lu.numTodoTests + (r.status === 0 ? 0 : 1),
    statuts: lireComptes(comptes),
    secondes: (Date.now() - debut) / 1000,
  };
};

const mots = process.argv.slice(2).map((m) => m.toLocaleLowerCase('fr'));
const choisies = ATTAQUES.filter(({ nom }) => mots.every((m) => nom.toLocaleLowerCase('fr').includes(m)));
if (choisies.length === 0) {
  console.error(`Aucune attaque de ce nom. Attaques :\n${ATTAQUES.map((a) => `  ${a.nom}`).join('\n')}`);
  process.exit(1);
}

const total: Bilan = { tests: 0, echecs: 0, statuts: new Map(), secondes: 0 };
const dire = (nom: string, b: Bilan): void =>
  console.log(
    `${b.echecs === 0 ? '✓' : '✗'} ${nom} : ${pluriel(b.tests, 'essai tenu', 'essais tenus')}${b.echecs === 0 ? '' : `, ${b.echecs} NON TENUS`} ; ${pluriel(combien(b.statuts, 0), 'requête')}, dont ${pluriel(combien(b.statuts, 400, 500), 'refusée')}${pannes(b.statuts)} ; ${Math.round(b.secondes)} s`,
  );
for (const a of choisies) {
  const atelier = mkdtempSync(join(tmpdir(), 'tg-securite-'));
  try {
    const b = jouer(a, atelier);
    dire(a.nom, b);
    for (const cle of ['tests', 'echecs', 'secondes'] as const) total[cle] += b[cle];
    ajouter(total.statuts, b.statuts);
  } finally {
    rmSync(atelier, { recursive: true, force: true });
  }
}
dire('en tout', total);
// A service that is stopped, or whose store is away, answers 503: these are played on purpose.
console.log(total.echecs === 0 ? 'TENU.' : `${total.echecs} fautes.`);
process.exitCode = total.echecs === 0 ? 0 : 1;
