import { spawn } from 'node:child_process';
import { rm } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';
import { injectManifest } from 'workbox-build';
import { instantDe } from '#shared/temps/paris';
import { demanderCompilation } from './construction/build-app-compilation';
import { ecrireImages } from './construction/build-app-manuel';
import { POIDS_MAX_KO, peserScripts } from './construction/build-app-poids';
import { construirePointer, POIDS_POINTER_MAX_KO } from './construction/build-app-pointer';
import { ajouterEmpreintes, FICHIERS_GARDES } from './construction/build-app-precache';
import { externaliserScripts } from './construction/build-app-scripts';
import { preparerDonnees } from './demo/donnees';
import { fabriquerDuProduit } from './outils/programmes/fabriquer';

// The static shell, from nothing to `app/out`: Next exports, inline scripts move to files (script-src 'self'), all ask to be
// compiled whole, then the service worker lists every file that came out. workbox-webpack-plugin is not used: it runs before
// Next has written its pages.

const racine = join(dirname(fileURLToPath(import.meta.url)), '..');
const sortie = join(racine, 'app', 'out');

const next = (): Promise<void> =>
  new Promise((fini, rate) => {
    const binaire = createRequire(import.meta.url).resolve('next/dist/bin/next');
    const enfant = spawn(process.execPath, [binaire, 'build', '--webpack'], {
      cwd: racine,
      stdio: 'inherit',
      env: { ...process.env, NEXT_TELEMETRY_DISABLED: '1', NODE_ENV: 'production' },
    });
    enfant.on('error', rate);
    enfant.on('exit', (code) => (code === 0 ? fini() : rate(new Error(`next build a échoué (code ${code})`))));
  });

const compilerServiceWorker = async (): Promise<void> => {
  await build({
    entryPoints: [join(racine, 'app', 'sw.ts')],
    outfile: join(sortie, 'sw.js'),
    bundle: true,
    minify: true,
    format: 'iife',
    target: 'es2022',
    define: { 'process.env.NODE_ENV': '"production"' },
    logLevel: 'warning',
  });
  const { count, size, warnings } = await injectManifest({
    swSrc: join(sortie, 'sw.js'),
    swDest: join(sortie, 'sw.js'),
    globDirectory: sortie,
    ...FICHIERS_GARDES,
    manifestTransforms: [ajouterEmpreintes(sortie)],
    maximumFileSizeToCacheInBytes: 5_000_000,
  });
  for (const w of warnings) console.warn(w);
  console.log(`service worker : ${count} fichiers, ${Math.round(size / 1024)} Kio`);
};

// Next takes `icon.svg` of any folder of `app/` for a page: the last export must be gone before it looks.
await rm(sortie, { recursive: true, force: true });
await next();
console.log(`scripts déplacés dans des fichiers : ${await externaliserScripts(sortie)}`);
console.log(`scripts à compiler d’un coup : ${await demanderCompilation(sortie)}`);
console.log(`captures du manuel : ${await ecrireImages(racine, sortie)}`);
await compilerServiceWorker();
const pointer = await construirePointer(racine, sortie);
console.log(`page « Pointer » : ${pointer.brut.toFixed(1)} Ko de scripts (${pointer.gzip.toFixed(1)} gzip)`);
if (pointer.brut > POIDS_POINTER_MAX_KO)
  throw new Error(`La page « Pointer » ne doit pas demander plus de ${POIDS_POINTER_MAX_KO} Ko de scripts.`);
console.log(`programmes du serveur : ${await fabriquerDuProduit(racine)}`);
// What `npm run demo` starts from; a service of production does without.
if (!process.argv.includes('--sans-demonstration'))
  await preparerDonnees({ racine, maintenant: instantDe(Date.now()), dire: console.log });
const poids = await peserScripts(sortie, 'aujourdhui/index.html');
console.log(`scripts du premier écran : ${Math.round(poids)} Ko (gzip)`);
if (poids > POIDS_MAX_KO)
  throw new Error(`Le premier écran ne doit pas demander plus de ${POIDS_MAX_KO} Ko de scripts.`);
