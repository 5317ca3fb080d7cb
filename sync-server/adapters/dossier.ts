import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { mkdir, open, readdir, readFile, rename, rm, stat } from 'node:fs/promises';
import { dirname, join, relative, sep } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { threadId } from 'node:worker_threads';
import type { VueArchive } from '#shared/domain/releve/vue-archive';

export const hacher = (octets: string | Uint8Array): string => createHash('sha256').update(octets).digest('hex');

const absent = (e: unknown): undefined => {
  if ((e as NodeJS.ErrnoException).code === 'ENOENT' || (e as NodeJS.ErrnoException).code === 'ENOTDIR')
    return undefined;
  throw e;
};

/** What is in it; nothing where it is not there. What cannot be read is not taken for nothing. */
export const listerDossier = async (chemin: string): Promise<string[]> => (await readdir(chemin).catch(absent)) ?? [];

const CODES_DISQUE = new Set(['ENOSPC', 'EDQUOT', 'EACCES', 'EPERM', 'EROFS', 'EIO', 'ENOTDIR', 'EISDIR', 'EMFILE']);

/** The disk's refusals: full, read-only, forbidden. */
export const estErreurDisque = (e: unknown): e is NodeJS.ErrnoException =>
  e instanceof Error && CODES_DISQUE.has((e as NodeJS.ErrnoException).code ?? '');

const synchroniserDossier = async (chemin: string): Promise<void> => {
  const d = await open(chemin, 'r');
  try {
    await d.sync();
  } finally {
    await d.close();
  }
};

/** The archive's folder, by paths from its root. Only its owner may read it: it holds personal data. */
export const ouvrirArchive = (racine: string) => {
  const complet = (chemin: string): string => join(racine, ...chemin.split('/'));
  /** Folders whose new names are not yet on the disk. */
  const touches = new Set<string>();
  let temporaires = 0;

  return {
    racine,
    existe: async (chemin: string): Promise<boolean> => (await stat(complet(chemin)).catch(absent)) !== undefined,
    lire: (chemin: string): Promise<string | undefined> => readFile(complet(chemin), 'utf8').catch(absent),
    octets: (chemin: string): Promise<Uint8Array | undefined> => readFile(complet(chemin)).catch(absent),
    /** Whole or not at all: temporary name, fsync, rename. Its name is durable after `synchroniser`. */
    ecrire: async (chemin: string, octets: string | Uint8Array): Promise<void> => {
      const cible = complet(chemin);
      const dossier = dirname(cible);
      const cree = touches.has(dossier) ? undefined : await mkdir(dossier, { recursive: true, mode: 0o700 });
      // A folder just made is itself a name in its parent.
      if (cree) for (let d = dossier; d !== dirname(dirname(cree)) && d !== dirname(d); d = dirname(d)) touches.add(d);
      touches.add(dossier);
      temporaires += 1;
      const temporaire = `${cible}.${process.pid}-${threadId}-${temporaires}.tmp`;
      try {
        const f = await open(temporaire, 'wx', 0o600);
        try {
          await f.writeFile(octets);
          await f.sync();
        } finally {
          await f.close();
        }
        await rename(temporaire, cible);
      } catch (e) {
        await rm(temporaire, { force: true });
        throw e;
      }
    },
    /** Gone already is no fault. Durable after `synchroniser`. */
    retirer: async (chemin: string): Promise<void> => {
      const cible = complet(chemin);
      await rm(cible, { force: true });
      if ((await stat(dirname(cible)).catch(absent)) !== undefined) touches.add(dirname(cible));
    },
    synchroniser: async (): Promise<void> => {
      for (const d of touches) await synchroniserDossier(d);
      touches.clear();
    },
  };
};
export type Archive = ReturnType<typeof ouvrirArchive>;

const NOM_VERROU = '.verrou';

const vivant = (pid: number): boolean => {
  try {
    process.kill(pid, 0);
    return true;
  } catch (e) {
    return (e as NodeJS.ErrnoException).code === 'EPERM';
  }
};

/** Tells a process from a later one of the same number (machine or container started again); undefined where the system does not. */
const naissanceDe = async (pid: number): Promise<string | undefined> => {
  try {
    const demarrage = await readFile('/proc/sys/kernel/random/boot_id', 'utf8');
    const etat = await readFile(`/proc/${pid}/stat`, 'utf8');
    return `${demarrage.trim()} ${etat.slice(etat.lastIndexOf(')') + 2).split(' ')[19] ?? ''}`;
  } catch {
    return undefined;
  }
};

const marqueDe = async (pid: number): Promise<string> => [pid, (await naissanceDe(pid)) ?? ''].join(' ').trim();

/** A lock that was opened so recently may not say yet whose it is. */
const OUVERTURE_MS = 10_000;

const tientEncore = async (chemin: string): Promise<boolean> => {
  const marque = await readFile(chemin, 'utf8').catch(absent);
  if (marque === '') return Date.now() - ((await stat(chemin).catch(absent))?.mtimeMs ?? 0) < OUVERTURE_MS;
  const [, pid, naissance] = /^(\d+)(?: (.+))?$/.exec(marque ?? '') ?? [];
  if (pid === undefined || !vivant(Number(pid))) return false;
  const connue = await naissanceDe(Number(pid));
  return naissance === undefined || connue === undefined || naissance === connue;
};

/** One archiving at a time in a folder: two would fork its chains. Undefined where another one is at work. */
export const avecVerrouArchive = async <T>(racine: string, travail: () => Promise<T>): Promise<T | undefined> => {
  await mkdir(racine, { recursive: true, mode: 0o700 });
  const chemin = join(racine, NOM_VERROU);
  const marque = await marqueDe(process.pid);
  const prendre = () =>
    open(chemin, 'wx', 0o600).catch((e: NodeJS.ErrnoException) => {
      if (e.code !== 'EEXIST') throw e;
      return undefined;
    });
  let verrou = await prendre();
  if (!verrou) {
    if (await tientEncore(chemin)) return undefined;
    // Left by a process that died.
    await rm(chemin, { force: true });
    verrou = await prendre();
    if (!verrou) return undefined;
  }
  try {
    await verrou.writeFile(marque);
    return await travail();
  } finally {
    await verrou.close();
    await rm(chemin, { force: true });
  }
};

/** SHA-256 of a file, read as a stream. */
export const empreinteFichier = async (chemin: string): Promise<string> => {
  const h = createHash('sha256');
  await pipeline(createReadStream(chemin), h);
  return h.digest('hex');
};

type VueDossier = VueArchive & { octets: (chemin: string) => Promise<Uint8Array | undefined> };

/** Undefined where the folder does not exist. What cannot be read counts as missing: the verification says so. */
export const vueDossier = async (racine: string): Promise<VueDossier | undefined> => {
  const entrees = await readdir(racine, { recursive: true, withFileTypes: true }).catch(absent);
  if (!entrees) return undefined;
  const chemins = entrees
    .filter((e) => !e.isDirectory())
    .map((e) => relative(racine, join(e.parentPath, e.name)).split(sep).join('/'))
    .filter((c) => c !== NOM_VERROU);
  const complet = (chemin: string) => join(racine, ...chemin.split('/'));
  return {
    chemins,
    texte: (chemin) => readFile(complet(chemin), 'utf8').catch(() => undefined),
    octets: (chemin) => readFile(complet(chemin)).catch(() => undefined),
    empreinte: (chemin) => empreinteFichier(complet(chemin)).catch(() => undefined),
    hacher,
  };
};
