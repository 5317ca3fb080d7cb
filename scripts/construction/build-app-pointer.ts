import { createHash } from 'node:crypto';
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { build } from 'esbuild';
import { empreinte } from './build-app-precache';

// The page `/pointer` [PT-9]: beside the export, and nothing of it. An aide's telephone of five years ago opens it by its own data
// plan, at the door of a home.

/** What its scripts may weigh, in KB, as they are: an old telephone reads them after they are unpacked. */
export const POIDS_POINTER_MAX_KO = 60;
/** Older than any WebView of an Android of five years ago, and than a Safari that keeps what a page gives it. */
const CIBLE = 'es2017';

const FICHIERS = {
  '/pointer/': 'index.html',
  '/pointer/pointer.js': 'pointer.js',
  '/pointer/pointer.css': 'pointer.css',
};

export type PoidsPointer = { brut: number; gzip: number };

/** Writes the page, its style, its script and its service worker; what the two scripts weigh, in KB. */
export const construirePointer = async (racine: string, sortie: string): Promise<PoidsPointer> => {
  const source = join(racine, 'app', '_pointer');
  const dossier = join(sortie, 'pointer');
  await mkdir(dossier, { recursive: true });
  const compiler = (entree: string, sorti: string, define: Record<string, string> = {}) =>
    build({
      entryPoints: [join(source, entree)],
      outfile: join(dossier, sorti),
      absWorkingDir: racine,
      bundle: true,
      minify: true,
      legalComments: 'none',
      format: 'iife',
      target: CIBLE,
      define,
      logLevel: 'warning',
    });
  await compiler('main.ts', 'pointer.js');
  await compiler('pointer.css', 'pointer.css');
  await writeFile(join(dossier, 'index.html'), await readFile(join(source, 'index.html')));
  const gardes = await Promise.all(
    Object.entries(FICHIERS).map(async ([url, f]) => ({ url, contenu: await readFile(join(dossier, f)) })),
  );
  const version = createHash('sha256').update(Buffer.concat(gardes.map((f) => f.contenu)));
  await compiler('sw.ts', 'sw.js', {
    __FICHIERS__: JSON.stringify(gardes.map(({ url, contenu }) => ({ url, integrity: empreinte(contenu) }))),
    __VERSION__: JSON.stringify(version.digest('hex').slice(0, 16)),
  });
  const scripts = await Promise.all(['pointer.js', 'sw.js'].map((f) => readFile(join(dossier, f))));
  const peser = (de: (b: Buffer) => number): number => scripts.reduce((n, s) => n + de(s), 0) / 1000;
  return { brut: peser((s) => s.length), gzip: peser((s) => gzipSync(s).length) };
};
