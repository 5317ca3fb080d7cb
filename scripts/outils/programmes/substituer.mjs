import { existsSync, readFileSync, realpathSync } from 'node:fs';
import { join, relative, resolve } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { isMainThread } from 'node:worker_threads';

// Loaded before any program of Node (NODE_OPTIONS, set by `npm test`): one of ours is run as it was made beforehand. What is
// started with more than tsx before it is left as it is.

const sources = JSON.parse(readFileSync(new URL('sources.json', import.meta.url), 'utf8'));
const dossier = new URL(import.meta.url).searchParams.get('dans') ?? '';
const racine = fileURLToPath(new URL('../../..', import.meta.url));
const lance = process.argv[1] === undefined ? '' : resolve(process.argv[1]);
const avant = process.execArgv.filter((a) => a !== '--import' && !/^tsx$|\/tsx\/dist\/loader\.mjs$/.test(a));
const source =
  isMainThread && avant.length === 0 && existsSync(lance) ? sources[relative(racine, realpathSync(lance))] : undefined;
if (source !== undefined) {
  // Its own file is not read after it: it ends once nothing is left to be done.
  process.once('beforeExit', () => process.exit());
  await import(pathToFileURL(join(racine, dossier, source.replace(/\.ts$/, '.mjs'))).href);
  await new Promise(() => undefined);
}
