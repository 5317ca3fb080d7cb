import { spawnSync } from 'node:child_process';
import { copyFileSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';

// The product on each Node that it is said to run on. npm's package `node` brings them; on the recommended one, nothing that is
// installed complains of it.

const VERSIONS = ['20', '22', '24'] as const;
const RECOMMANDEE = '24';
const RACINE = join(dirname(fileURLToPath(import.meta.url)), '..');

const { values } = parseArgs({ options: { rapide: { type: 'boolean', default: false } } });
const atelier = mkdtempSync(join(tmpdir(), 'tg-versions-node-'));
const fautes: string[] = [];
const tenir = (bon: boolean, quoi: string): void => {
  console.log(`${bon ? '✓' : '✗'} ${quoi}`);
  if (!bon) fautes.push(quoi);
};

/** The program of a version; undefined where the registry does not give it. */
const apporter = (version: string): string | undefined => {
  const dossier = join(atelier, version);
  const r = spawnSync(
    'npm',
    ['install', '--prefix', dossier, '--no-save', '--no-audit', '--no-fund', `node@${version}`],
    {
      encoding: 'utf8',
    },
  );
  if (r.status === 0) return join(dossier, 'node_modules/node/bin');
  console.log(r.stderr.trim());
  return undefined;
};

/** What npm says of the libraries that do not want this Node: their names. */
const refusees = (env: NodeJS.ProcessEnv): string[] | undefined => {
  const dossier = mkdtempSync(join(atelier, 'ci-'));
  for (const f of ['package.json', 'package-lock.json']) copyFileSync(join(RACINE, f), join(dossier, f));
  const r = spawnSync('npm', ['ci', '--dry-run', '--ignore-scripts'], { cwd: dossier, env, encoding: 'utf8' });
  if (r.status !== 0) return undefined;
  return [...r.stderr.matchAll(/EBADENGINE\s+package: '([^']+)'/g)].map(([, nom]) => nom ?? '');
};

try {
  for (const version of VERSIONS) {
    const bin = apporter(version);
    if (bin === undefined) {
      tenir(false, `Node ${version} : le registre npm ne le donne pas ici (paquet « node »), rien n’y a été essayé`);
      continue;
    }
    const node = join(bin, 'node');
    const env = { ...process.env, PATH: `${bin}${delimiter}${process.env.PATH ?? ''}` };
    const exacte = spawnSync(node, ['--version'], { encoding: 'utf8' }).stdout.trim();
    const dites = refusees(env);
    tenir(
      dites !== undefined && (version !== RECOMMANDEE || dites.length === 0),
      `${exacte}, npm ci : ${dites === undefined ? 'échoue' : dites.length === 0 ? 'rien à redire de cette version' : `n’en veulent pas : ${dites.join(', ')}`}`,
    );
    const jouer = (quoi: string, args: readonly string[]): void => {
      const r = spawnSync(node, args, { cwd: RACINE, env, encoding: 'utf8', maxBuffer: 2 ** 28 });
      if (r.status === 0)
        for (const l of r.stdout.split('\n')) if (/^✓|^ +Tests /.test(l)) console.log(`  ${l.trim()}`);
      if (r.status !== 0) console.log(`${r.stdout}${r.stderr}`.split('\n').slice(-40).join('\n'));
      tenir(r.status === 0, `${exacte}, ${quoi}`);
    };
    jouer('le produit : import, clôture, export, service, appel', ['--import', 'tsx', 'scripts/noeuds/essayer.ts']);
    if (!values.rapide)
      jouer('la suite de shared/', [
        'node_modules/vitest/vitest.mjs',
        'run',
        '--project',
        'coeur',
        '--maxWorkers',
        '2',
      ]);
  }
} finally {
  rmSync(atelier, { recursive: true, force: true });
}
console.log(fautes.length === 0 ? 'TENU.' : `${fautes.length} fautes.`);
process.exitCode = fautes.length === 0 ? 0 : 1;
