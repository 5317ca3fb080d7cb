import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';

/** Scripts of the page that a manager opens in the morning, before the local base is asked for: what they may weigh, in KB (gzip). */
export const POIDS_MAX_KO = 320;

/** Those named by a page of the export, but for the browsers that need `noModule`, as gzip carries them; in KB. */
export const peserScripts = async (sortie: string, page: string): Promise<number> => {
  const html = await readFile(join(sortie, page), 'utf8');
  const noms = new Set(
    [...html.matchAll(/_next\/(static\/chunks\/[^"\\]+\.js)/g)].flatMap(([, nom]) => (nom === undefined ? [] : [nom])),
  );
  let octets = 0;
  for (const nom of noms) {
    if (nom.includes('/polyfills-')) continue;
    octets += gzipSync(await readFile(join(sortie, '_next', decodeURIComponent(nom)))).length;
  }
  return octets / 1000;
};
