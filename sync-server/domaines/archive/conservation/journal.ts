import type { Purge } from '#shared/contrats/exploitation/conservation';
import { BASE_CENTRALE } from '#shared/contrats/ids';
import { dateParis, moisParis } from '#shared/temps/paris';
import type { Instant } from '#shared/temps/types';
import { changer, ecrireTout, remplacer, sansReponse } from '../../../store/ecrire';
import { type Magasin, sansRev } from '../../../store/lire';
import { plageSure, plageType } from '../../../store/types';
import { type Ecrite, ENTREES, tracer } from '../../audit';

// [RE] What a purge erases is written before it is: of one that is killed, of which a node lags, or that loses its lock, nothing else
// would ever say what is no more, nor its hash.

export const lirePurges = async (m: Magasin): Promise<Purge[]> => (await plageType(m, 'purge', {})).map(sansRev);

/** Those that did not come to their end, and that none has ended since. */
export const lireCoupees = async (m: Magasin): Promise<Purge[]> =>
  (await plageSure(m, 'purge', {})).filter((p) => p.annoncees !== undefined && p.acheveePar === undefined);

/** From the 4th on, until one has come to its end; and whatever the day, where some of what one deleted is still on the disk. */
export const estDue = async (m: Magasin, maintenant: Instant): Promise<boolean> => {
  if ((await lireCoupees(m)).length > 0) return true;
  const [jour, le4] = [dateParis(maintenant), `${moisParis(maintenant)}-04`];
  const faites = (await lirePurges(m)).filter((p) => p.annoncees === undefined);
  return jour >= le4 && !faites.some((p) => dateParis(p.instant) >= le4);
};

const compter = ({ lignes, retenus }: Purge) => ({ nombre: lignes.reduce((n, l) => n + l.nombre, 0), retenus });

const noter = (m: Magasin, { instant, auteur }: Purge, dite: Ecrite<'PURGE'>): Promise<void> =>
  tracer(m, { instant, auteur, ...dite });

/** Before anything is erased: what is about to be. */
export const annoncer = async (m: Magasin, prevue: Purge): Promise<void> => {
  const { lignes, ...purge } = prevue;
  await ecrireTout(m, BASE_CENTRALE, [{ ...purge, lignes: [], annoncees: lignes } satisfies Purge]);
  if (lignes.length > 0) await noter(m, prevue, ENTREES.PURGE.ecrire.annoncee(compter(prevue)));
};

/** Once all is erased, and its bytes are gone: what it did, and that those that were cut are ended too. */
export const achever = async (m: Magasin, faite: Purge): Promise<void> => {
  const coupees = (await lireCoupees(m)).filter((p) => p._id !== faite._id);
  await remplacer(m, BASE_CENTRALE, faite);
  await noter(m, faite, ENTREES.PURGE.ecrire.achevee(compter(faite)));
  for (const { _id } of coupees)
    sansReponse(await changer<Purge>(m, BASE_CENTRALE, _id, (p) => ({ ...p, acheveePar: faite.instant })));
};
