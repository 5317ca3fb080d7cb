import { spawnSync } from 'node:child_process';
import { readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';

const SOURCES = [
  'app',
  'shared',
  'public',
  'next.config.ts',
  'package-lock.json',
  'scripts/build-app.ts',
  'scripts/build-app-scripts.ts',
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

/** Builds the shell where it is missing or older than what it is made of. */
export const assurerConstruction = (racine: string): void => {
  if (dateDe(join(racine, 'app/out/index.html')) > plusRecent(racine)) return;
  console.log('Construction de l’extranet (une minute environ, la première fois)…');
  const { status } = spawnSync('npm', ['run', '--silent', 'build'], { cwd: racine, stdio: 'inherit' });
  if (status !== 0) throw new Error('La construction de l’extranet a échoué (npm run build).');
};
