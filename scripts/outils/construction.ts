import { spawnSync } from 'node:child_process';
import { closeSync, mkdirSync, openSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { dirname, join } from 'node:path';

const SOURCES = [
  'app',
  'shared',
  'public',
  'docs/manuels',
  'docs/captures',
  'next.config.ts',
  'package-lock.json',
  'scripts/build-app.ts',
  'scripts/construction/build-app-manuel.ts',
  'scripts/construction/build-app-scripts.ts',
];
const IGNORE = /(^|\/)(node_modules|\.next|out)(\/|$)|\.test\.tsx?$/;

const dateDe = (chemin: string): number => statSync(chemin, { throwIfNoEntry: false })?.mtimeMs ?? 0;

const plusRecent = (racine: string): number =>
  Math.max(
    ...SOURCES.flatMap((source) => {
      const chemin = join(racine, source);
      if (!statSync(chemin).isDirectory()) return [dateDe(chemin)];
      return readdirSync(chemin, { recursive: true, encoding: 'utf8' })
        .filter((f) => !IGNORE.test(f))
        .map((f) => dateDe(join(chemin, f)));
    }),
  );

const JOURNAL = 'node_modules/.cache/telegestion/construction.log';
const FIN_LIGNES = 40;

/** Builds the shell where it is missing or older than what it is made of; what the builder says is kept in a file. */
export const assurerConstruction = (racine: string): void => {
  if (dateDe(join(racine, 'app/out/index.html')) > plusRecent(racine)) return;
  console.log('Construction de l’application… (1 min)');
  const journal = join(racine, JOURNAL);
  mkdirSync(dirname(journal), { recursive: true });
  const sortie = openSync(journal, 'w');
  const { status } = spawnSync('npm', ['run', '--silent', 'build'], { cwd: racine, stdio: ['ignore', sortie, sortie] });
  closeSync(sortie);
  if (status === 0) return;
  const fin = readFileSync(journal, 'utf8').trimEnd().split('\n').slice(-FIN_LIGNES).join('\n');
  throw new Error(`${fin}\n\nLa construction de l’application a échoué ; tout ce qui a été dit : ${journal}`);
};
