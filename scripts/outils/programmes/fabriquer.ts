import { readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { build, type Plugin } from 'esbuild';
import { DOSSIER as DU_PRODUIT, empreinteDes, MANIFESTE } from '../../../bin/programmes.mjs';
import sources from './sources.json';

// Programs that suites and stories start by the hundred, each made into a few files before they begin: a start by tsx compiles
// and looks up four hundred modules, which costs more than most of what is then tried. Whoever runs one suite alone has none.

/** A file of the product finds what stands beside it where it was written, not where it was put. */
const ADRESSES: Plugin = {
  name: 'adresses',
  setup: (b) => {
    b.onLoad({ filter: /\.(ts|mjs)$/ }, async ({ path }) => ({
      contents: (await readFile(path, 'utf8')).replaceAll('import.meta.url', JSON.stringify(pathToFileURL(path).href)),
      loader: 'ts',
    }));
  },
};

/**
 * Packages of a hundred small modules each, that every program loads: they go into the programs' files, which halves a start. The
 * others stay where npm put them, those that are no ES modules or have something native among them.
 */
const INCLUS = [
  'zod',
  'libphonenumber-js',
  'openid-client',
  'oauth4webapi',
  'jose',
  'otpauth',
  'csv-parse',
  'csv-stringify',
  'ulid',
];
const nomDuPaquet = (module: string): string => module.split('/', module.startsWith('@') ? 2 : 1).join('/');

const PAQUETS: Plugin = {
  name: 'paquets',
  setup: (b) => {
    b.onResolve({ filter: /^[a-z@]/ }, ({ path }) =>
      path.startsWith('node:') || !INCLUS.includes(nomDuPaquet(path)) ? { path, external: true } : undefined,
    );
  },
};

/** Below `node_modules`, from where they find the packages. */
const DOSSIER = 'node_modules/.cache/telegestion/programmes';

const programmes = Object.values(sources);

/** Makes them in a folder; the sources that they are made of. */
const fabriquer = async (racine: string, outdir: string): Promise<string[]> => {
  await rm(outdir, { recursive: true, force: true });
  const { metafile } = await build({
    absWorkingDir: racine,
    entryPoints: programmes,
    metafile: true,
    outdir,
    outbase: '.',
    outExtension: { '.js': '.mjs' },
    bundle: true,
    splitting: true,
    // Not `keepNames`: each closure would be named anew as it is made, which a profile of a closing shows. Names of errors, which logs
    // say, stay as they are, since nothing is minified.
    platform: 'node',
    format: 'esm',
    target: 'node20',
    plugins: [PAQUETS, ADRESSES],
    logLevel: 'warning',
  });
  const siens = Object.keys(metafile.inputs).filter((f) => !f.startsWith('node_modules/'));
  // Of the packages it is enough to know which versions they are.
  return [...siens, 'package-lock.json'].sort();
};

/** Those that the product starts: they say what they are made of, and where, so that none is run in the place of another's sources. */
export const fabriquerDuProduit = async (racine: string): Promise<number> => {
  const outdir = join(racine, DU_PRODUIT);
  const fichiers = await fabriquer(racine, outdir);
  const manifeste = { racine: join(racine, '/'), programmes, fichiers, empreinte: empreinteDes(racine, fichiers) };
  await writeFile(join(outdir, MANIFESTE), `${JSON.stringify(manifeste)}\n`);
  return programmes.length;
};

/** Those of suites and stories, from the sources as they are; the environment of what will start them. */
export const fabriquerProgrammes = async (racine: string, dossier = DOSSIER): Promise<{ NODE_OPTIONS: string }> => {
  await fabriquer(racine, join(racine, dossier));
  const substituer = new URL('substituer.mjs', import.meta.url);
  substituer.searchParams.set('dans', dossier);
  // The last ones made are those that are run, and not those of who asks for them.
  const autres = (process.env.NODE_OPTIONS ?? '').split(' ').filter((o) => o !== '' && !o.includes('/substituer.mjs'));
  return { NODE_OPTIONS: [...autres, `--import=${substituer.href}`].join(' ') };
};
