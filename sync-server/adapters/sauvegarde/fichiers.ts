import { createWriteStream } from 'node:fs';
import { mkdir, open, readdir, rename, rm, stat } from 'node:fs/promises';
import { dirname, join, resolve, sep } from 'node:path';
import { finished } from 'node:stream/promises';
import { ErreurSauvegarde } from './entete';

// The files of DATA_DIR beside the store: the telephone's journal, the archive, and whatever folder comes. What belongs to one
// machine (addresses, locks, secrets) stays there.

/** Of the telephone's folder, only its journal: its local directory is made again from the store. */
const JOURNAL = 'svi/journal/';
const DE_LA_MACHINE = new Set(['magasin', 'magasin.json', 'plivo.json', 'svi.json']);

const aGarder = (chemin: string): boolean => {
  const [premier = ''] = chemin.split('/');
  if (DE_LA_MACHINE.has(premier) || chemin.split('/').some((p) => p.startsWith('.') || p.endsWith('.tmp')))
    return false;
  return premier !== 'svi' || `${chemin}/`.startsWith(JOURNAL);
};
const aParcourir = (chemin: string): boolean => chemin === 'svi' || aGarder(chemin);

/** First the journal's mark of what was handed on, then its segments; of an archive, what names objects before objects. */
const ordre = (chemin: string): string => {
  if (chemin.startsWith(JOURNAL)) return `0${chemin.endsWith('.json') ? '0' : '1'}${chemin}`;
  return `${chemin.includes('objets/') ? '2' : '1'}${chemin}`;
};

type Options = { dataDir: string; exclus: readonly string[]; depuisMs: number | undefined };

/** Paths to save, from DATA_DIR, with `/`. `depuisMs`: only what was written since; a folder nothing was added to is not read. */
export const listerFichiers = async (o: Options): Promise<string[]> => {
  const exclus = o.exclus.map((e) => resolve(e));
  const trouves: string[] = [];
  const visiter = async (dossier: string): Promise<void> => {
    const reel = join(o.dataDir, ...dossier.split('/'));
    const entrees = await readdir(reel, { withFileTypes: true }).catch((e: NodeJS.ErrnoException) => {
      if (e.code === 'ENOENT') return [];
      throw e;
    });
    // Objects are written once, by a rename, which the folder's own date tells.
    const fige = /(^|\/)objets\/[^/]+$/.test(dossier);
    if (fige && o.depuisMs !== undefined && (await stat(reel)).ctimeMs < o.depuisMs) return;
    for (const e of entrees) {
      const chemin = dossier === '' ? e.name : `${dossier}/${e.name}`;
      const complet = join(reel, e.name);
      if (exclus.some((x) => x === resolve(complet))) continue;
      if (e.isDirectory() && aParcourir(chemin)) await visiter(chemin);
      if (!e.isFile() || !aGarder(chemin)) continue;
      const ecrit = o.depuisMs === undefined ? undefined : await stat(complet).catch(() => undefined);
      if (o.depuisMs === undefined || (ecrit && ecrit.ctimeMs >= o.depuisMs)) trouves.push(chemin);
    }
  };
  await visiter('');
  return trouves.sort((a, b) => (ordre(a) < ordre(b) ? -1 : 1));
};

const MORCEAU = 256 * 1024;

/** The bytes of a file as it is now; one that has gone since it was listed is left out. */
export const ouvrirLecture = async (
  dataDir: string,
  chemin: string,
): Promise<{ taille: number; octets: () => AsyncGenerator<Buffer> } | undefined> => {
  const f = await open(join(dataDir, ...chemin.split('/')), 'r').catch((e: NodeJS.ErrnoException) => {
    if (e.code === 'ENOENT') return undefined;
    throw e;
  });
  if (!f) return undefined;
  const { size } = await f.stat();
  const octets = async function* (): AsyncGenerator<Buffer> {
    try {
      for (let lus = 0; lus < size; ) {
        const { buffer, bytesRead } = await f.read(Buffer.alloc(Math.min(MORCEAU, size - lus)), 0, undefined, lus);
        if (bytesRead === 0) throw new Error(`${chemin} a raccourci pendant sa lecture`);
        lus += bytesRead;
        yield buffer.subarray(0, bytesRead);
      }
    } finally {
      await f.close();
    }
  };
  return { taille: size, octets };
};

/** A path that a backup gives is not believed: it stays within DATA_DIR, and is of what a backup saves. */
const cibleDe = (dataDir: string, chemin: string): string => {
  const cible = resolve(dataDir, ...chemin.split('/'));
  if (!cible.startsWith(resolve(dataDir) + sep) || chemin.includes('\\') || !aGarder(chemin))
    throw new ErreurSauvegarde('ILLISIBLE', 'Cette sauvegarde nomme un fichier hors du dossier de données.');
  return cible;
};

/** Writes one file whole: temporary name, flush, rename. */
export const ouvrirEcritureFichier = async (dataDir: string, chemin: string) => {
  const cible = cibleDe(dataDir, chemin);
  await mkdir(dirname(cible), { recursive: true, mode: 0o700 });
  const temporaire = `${cible}.${process.pid}.tmp`;
  const flux = createWriteStream(temporaire, { mode: 0o600, flush: true });
  const fin = finished(flux);
  fin.catch(() => undefined);
  return {
    ecrire: async (octets: Buffer): Promise<void> => {
      if (!flux.write(octets)) await Promise.race([new Promise<void>((ok) => flux.once('drain', () => ok())), fin]);
    },
    finir: async (): Promise<void> => {
      flux.end();
      await fin;
      await rename(temporaire, cible);
    },
    abandonner: async (): Promise<void> => {
      flux.destroy();
      await rm(temporaire, { force: true });
    },
  };
};
