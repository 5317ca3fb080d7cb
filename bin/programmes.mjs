import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join, resolve } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';

// The programs of the product, as `npm run build` made them, each of a few files: a start by tsx compiles and looks up four hundred.
// They are those of these very sources in this very place, or they are not run: tsx then loads the sources as they stand.

export const DOSSIER = 'dist/programmes';
export const MANIFESTE = 'manifeste.json';

const racine = fileURLToPath(new URL('..', import.meta.url));

/** What the sources of a folder say, by their names and bytes. */
export const empreinteDes = (dossier, fichiers) => {
  const h = createHash('sha256');
  for (const f of fichiers) h.update(`${f}\0`).update(readFileSync(join(dossier, f)));
  return h.digest('hex');
};

const frais = () => {
  try {
    const m = JSON.parse(readFileSync(join(racine, DOSSIER, MANIFESTE), 'utf8'));
    return m.racine === racine && m.empreinte === empreinteDes(racine, m.fichiers) ? m.programmes : [];
  } catch {
    return [];
  }
};

let faits;
/** Where the program of a source (`embarque/main.ts`) was made; undefined where none was, or not of what stands now. */
export const programmeFait = (source) => {
  faits ??= frais();
  return faits.includes(source) ? join(racine, DOSSIER, source.replace(/\.ts$/, '.mjs')) : undefined;
};

/** The arguments by which Node starts the program of a source, from the project's folder. */
export const lancementDe = (source) => {
  const fait = programmeFait(source);
  if (fait !== undefined) return [fait];
  const tsx = pathToFileURL(createRequire(import.meta.url).resolve('tsx')).href;
  return ['--import', tsx, resolve(racine, source)];
};

/** Runs the program of a source in this process: as it was made, else its sources by tsx. */
export const charger = async (source) => {
  const fait = programmeFait(source);
  if (fait === undefined) {
    const { register } = await import('tsx/esm/api');
    register();
  }
  await import(pathToFileURL(fait ?? resolve(racine, source)).href);
};
