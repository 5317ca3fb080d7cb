import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, relative } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { z } from 'zod';
import { pluriel } from '#shared/libelles/formats';
import { ATTAQUES, type Attaque } from './securite/attaques';

// Every attack that was tried on the product, again: each by its suites, with how many tests they hold and how many requests they sent.

const RACINE = join(dirname(fileURLToPath(import.meta.url)), '..');
const COMPTER = pathToFileURL(join(RACINE, 'scripts/securite/compter.mjs')).href;
const rapportSchema = z.object({
  numPassedTests: z.number(),
  numFailedTests: z.number(),
  numPendingTests: z.number(),
  numTodoTests: z.number(),
  testResults: z.array(
    z.object({
      name: z.string(),
      assertionResults: z.array(
        z.object({ status: z.string(), fullName: z.string(), failureMessages: z.array(z.string()).nullish() }),
      ),
    }),
  ),
});
const comptesSchema = z.record(z.string(), z.number());

type Bilan = { tests: number; echecs: number; acceptees: number; refusees: number; fautes: number };

const jouer = (a: Attaque, atelier: string): Bilan => {
  const comptes = join(atelier, 'comptes');
  mkdirSync(comptes, { recursive: true });
  const rapport = join(atelier, 'rapport.json');
  const r = spawnSync(
    join(RACINE, 'node_modules/.bin/vitest'),
    ['run', ...a.suites, '--reporter=json', `--outputFile=${rapport}`],
    {
      cwd: RACINE,
      encoding: 'utf8',
      maxBuffer: 2 ** 28,
      env: { ...process.env, ...a.env, COMPTE_REQUETES: comptes, NODE_OPTIONS: `--import ${COMPTER}` },
    },
  );
  const lu = rapportSchema.parse(JSON.parse(readFileSync(rapport, 'utf8')));
  for (const { name, assertionResults } of lu.testResults)
    for (const t of assertionResults.filter((x) => x.status === 'failed'))
      console.log(
        `  ✗ ${relative(RACINE, name)} : ${t.fullName}\n${t.failureMessages?.[0]?.split('\n').slice(0, 12).join('\n') ?? ''}`,
      );
  const b: Bilan = {
    tests: lu.numPassedTests,
    echecs: lu.numFailedTests + lu.numPendingTests + lu.numTodoTests + (r.status === 0 ? 0 : 1),
    ...{ acceptees: 0, refusees: 0, fautes: 0 },
  };
  for (const f of readdirSync(comptes).filter((x) => x.endsWith('.json')))
    for (const [statut, n] of Object.entries(comptesSchema.parse(JSON.parse(readFileSync(join(comptes, f), 'utf8')))))
      b[Number(statut) < 400 ? 'acceptees' : Number(statut) < 500 ? 'refusees' : 'fautes'] += n;
  return b;
};

const total: Bilan = { tests: 0, echecs: 0, acceptees: 0, refusees: 0, fautes: 0 };
const dire = (nom: string, b: Bilan): void =>
  console.log(
    `${b.echecs === 0 ? '✓' : '✗'} ${nom} : ${pluriel(b.tests, 'essai tenu', 'essais tenus')}${b.echecs === 0 ? '' : `, ${b.echecs} NON TENUS`} ; ${pluriel(b.acceptees + b.refusees + b.fautes, 'requête')}, dont ${pluriel(b.refusees, 'refusée')} et ${b.fautes} en 5xx`,
  );
for (const a of ATTAQUES) {
  const atelier = mkdtempSync(join(tmpdir(), 'tg-securite-'));
  try {
    const b = jouer(a, atelier);
    dire(a.nom, b);
    for (const cle of ['tests', 'echecs', 'acceptees', 'refusees', 'fautes'] as const) total[cle] += b[cle];
  } finally {
    rmSync(atelier, { recursive: true, force: true });
  }
}
dire('en tout', total);
// A service that is stopped, or whose store is away, answers 503: these are played on purpose.
console.log(total.echecs === 0 ? 'TENU.' : `${total.echecs} fautes.`);
process.exitCode = total.echecs === 0 ? 0 : 1;
