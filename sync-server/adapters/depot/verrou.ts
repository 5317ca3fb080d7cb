import { hostname } from 'node:os';
import { BASE_CENTRALE } from '#shared/contrats/ids';
import { ecartSecondes } from '#shared/temps/paris';
import type { Instant } from '#shared/temps/types';
import { type AccesMagasin, ecrireLot, lireUn } from '../../ports/documents';
import { assurerBases } from './bases';

const ID = 'verrou:ecriture';
/** A holder that has not been heard of for that long is dead, wherever it ran. */
const DUREE_MAX_SECONDES = 1800;

type Verrou = { _id: string; type: 'verrou'; pid: number; hote: string; depuis: Instant; libre: boolean };

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

/** One import or closing at a time: runs `travail` with the right to write, or answers `undefined` where another has it. */
export const avecVerrou = async <T>(
  m: AccesMagasin,
  maintenant: Instant,
  travail: () => Promise<T>,
): Promise<T | undefined> => {
  await assurerBases(m, [BASE_CENTRALE]);
  const connu = await lireUn<Verrou>(m, BASE_CENTRALE, ID);
  if (tenu(connu, maintenant)) return undefined;
  const pris: Verrou = {
    _id: ID,
    type: 'verrou',
    pid: process.pid,
    hote: hostname(),
    depuis: maintenant,
    libre: false,
  };
  const [ligne] = await ecrireLot(m, BASE_CENTRALE, [connu ? { ...pris, _rev: connu._rev } : pris]);
  if (ligne?.rev === undefined) return undefined;
  try {
    return await travail();
  } finally {
    await ecrireLot(m, BASE_CENTRALE, [{ ...pris, libre: true, _rev: ligne.rev }]);
  }
};
