import { readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';

/**
 * First line that tells V8 to compile all the functions of a file at once, off the main thread, and so to keep them in its code
 * cache: without it the cache of a webpack file holds its outermost function alone, and each opening compiles the rest again.
 * A comment to other browsers. See decision 0081 and https://v8.dev/blog/explicit-compile-hints.
 */
const TOUT_COMPILER = '//# allFunctionsCalledOnLoad\n';

/** Does so for every script of the export's `_next/static/chunks`; gives their number. Done again, changes nothing. */
export const demanderCompilation = async (sortie: string): Promise<number> => {
  const dossier = join(sortie, '_next/static/chunks');
  const noms = (await readdir(dossier, { recursive: true })).filter((n) => n.endsWith('.js'));
  for (const nom of noms) {
    const chemin = join(dossier, nom);
    const code = await readFile(chemin, 'utf8');
    if (!code.startsWith(TOUT_COMPILER)) await writeFile(chemin, TOUT_COMPILER + code);
  }
  return noms.length;
};
