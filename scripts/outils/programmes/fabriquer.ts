import { readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { build, type Plugin } from 'esbuild';
import { DOSSIER as DU_PRODUIT, empreinteDes, MANIFESTE } from '../../../bin/programmes.mjs';
import sources from './sources.json';

// Programs that suites and stories start by the hundred, each made into a few files before they begin: a start by tsx compiles
// and looks up four hundred modules, which costs more than most of what is then tried. Whoever runs one suite alone has none.

const DES_PAQUETS = /(?:^|[/\\])node_modules[/\\]/;

/** A file of the product finds what stands beside it where it was written, not where it was put. */
const ADRESSES: Plugin = {
  name: 'adresses',
  setup: (b) => {
    b.onLoad({ filter: /\.(ts|mjs)$/ }, async ({ path }) => {
      if (DES_PAQUETS.test(path)) return undefined;
      return {
        contents: (await readFile(path, 'utf8')).replaceAll(
          'import.meta.url',
          JSON.stringify(pathToFileURL(path).href),
        ),
        loader: 'ts',
      };
    });
  },
};

/**
 * Packages that go into the programs' files: a start of a command looked up some 190 of their modules one by one. The others stay where
 * npm put them: those that are no ES modules, that have something native among them, or whose errors a log names by their class.
 */
const INCLUS = ['zod', 'libphonenumber-js', 'openid-client', 'oauth4webapi', 'jose', 'otpauth', 'ulid'];
const paquetDe = (module: string): string => module.split('/', module.startsWith('@') ? 2 : 1).join('/');

const PAQUETS: Plugin = {
  name: 'paquets',
  setup: (b) => {
    b.onResolve({ filter: /^[a-z@]/ }, ({ path }) =>
      INCLUS.includes(paquetDe(path)) ? undefined : { path, external: true },
    );
  },
};

/** What says which version of a package is there, of a file of it: `node_modules/zod/package.json`. */
const ficheDuPaquet = (fichier: string): string => {
  const fin = fichier.lastIndexOf('node_modules/') + 'node_modules/'.length;
  return `${fichier.slice(0, fin)}${paquetDe(fichier.slice(fin))}/package.json`;
};

/** Below `node_modules`, from where they find the packages. */
const DOSSIER = 'node_modules/.cache/telegestion/programmes';

const programmes = Object.values(sources);

/** Makes them in a folder; the sources that they are made of, and what says the versions of the packages that are among them. */
export const fabriquer = async (racine: string, outdir: string): Promise<string[]> => {
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
  const fichiers = Object.keys(metafile.inputs).map((f) => (DES_PAQUETS.test(f) ? ficheDuPaquet(f) : f));
  return [...new Set(fichiers)].sort();
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
