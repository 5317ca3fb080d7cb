import { hostname } from 'node:os';
import { ulid } from 'ulid';
import { BASE_CENTRALE } from '#shared/contrats/ids';
import type { Verrou } from '#shared/contrats/store/marques';
import { ecartSecondes } from '#shared/temps/paris';
import type { Instant } from '#shared/temps/types';
import type { Horloge } from '../ports/horloge';
import { assurerBases } from './bases';
import { ecrireUn } from './ecrire';
import { lireUn, type Magasin } from './lire';

const ID = 'verrou:ecriture';
/** A holder says that often that it lives; one that has not been heard of for that long is dead, wherever it ran. */
const RENOUVELLEMENT_MS = 30_000;
const DUREE_MAX_SECONDES = 300;

const processusVivant = (pid: number): boolean => {
  try {
    process.kill(pid, 0);
    return true;
  } catch (e) {
    return (e as NodeJS.ErrnoException).code === 'EPERM';
  }
};

const tenu = (v: Verrou | undefined, maintenant: Instant): boolean =>
  v !== undefined &&
  !v.libre &&
  ecartSecondes(v.depuis, maintenant) < DUREE_MAX_SECONDES &&
  (v.hote !== hostname() || processusVivant(v.pid));

/** Which holding of the lock is alive, if any. */
export const jetonTenu = async (m: Magasin, maintenant: Instant): Promise<string | undefined> => {
  const v = await lireUn<Verrou>(m, BASE_CENTRALE, ID);
  return v && tenu(v, maintenant) ? v.jeton : undefined;
};

/** Whoever worked for more than five minutes without saying that they lived (a machine that sleeps) may no longer hold the lock. */
export class ErreurVerrouPerdu extends Error {
  constructor() {
    super('le verrou d’écriture a été repris par un autre');
  }
}

/** To be asked before what must not be written under another. */
export const exigerVerrou = async (m: Magasin, jeton: string): Promise<void> => {
  const v = await lireUn<Verrou>(m, BASE_CENTRALE, ID);
  if (v?.jeton !== jeton || v.libre) throw new ErreurVerrouPerdu();
};

const dire = (phrase: string): void => {
  process.stderr.write(`${phrase}\n`);
};

/**
 * One import or closing at a time: runs `travail` with the right to write, or answers `undefined` where another has it. What `travail`
 * gives, or throws, always comes out: a lock that could not be released is said, and ends by itself.
 */
export const avecVerrou = async <T>(
  m: Magasin,
  horloge: Horloge,
  travail: (jeton: string) => Promise<T>,
  { renouvellementMs = RENOUVELLEMENT_MS, avertir = dire } = {},
): Promise<T | undefined> => {
  await assurerBases(m, [BASE_CENTRALE]);
  const connu = await lireUn<Verrou>(m, BASE_CENTRALE, ID);
  if (tenu(connu, horloge())) return undefined;
  const pris: Omit<Verrou, 'depuis' | 'libre'> = {
    _id: ID,
    type: 'verrou',
    jeton: ulid(),
    pid: process.pid,
    hote: hostname(),
  };
  let rev = connu?._rev;
  const ecrire = async (libre: boolean): Promise<boolean> => {
    const doc = { ...pris, depuis: horloge(), libre, ...(rev === undefined ? {} : { _rev: rev }) };
    // Two that take it at the same moment may both be told that they have: it is the one's whose revision stays.
    const ecrite = await ecrireUn(m, BASE_CENTRALE, doc);
    if (ecrite === undefined) return false;
    rev = ecrite;
    return true;
  };
  if (!(await ecrire(false))) return undefined;
  // One write at a time; a store that does not answer for a while is asked again at the next beat.
  let ecriture: Promise<unknown> = Promise.resolve();
  const minuteur = setInterval(() => {
    ecriture = ecriture.then(() => ecrire(false)).catch(() => undefined);
  }, renouvellementMs);
  try {
    return await travail(pris.jeton);
  } finally {
    clearInterval(minuteur);
    await ecriture;
    const cause = await ecrire(true).then(
      (rendu) => (rendu ? undefined : 'une autre écriture est passée avant'),
      (e: unknown) => (e instanceof Error ? e.message : String(e)),
    );
    if (cause !== undefined)
      avertir(
        `Le verrou d’écriture n’a pas pu être rendu (${cause}) : un autre import, ou une clôture, peut devoir attendre ${DUREE_MAX_SECONDES / 60} minutes.`,
      );
  }
};
