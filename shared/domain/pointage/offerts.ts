import type { DateCivile } from '../../temps/types';
import { nomParle, seDisentPareil } from './noms-parles';
import { estSorti } from './sorti';

/** What the SVI knows of a usager whose number calls: how it speaks of them, and whether the files still have them. */
type Nomme = { prenom: string; initiale: string };
type Connu = Nomme & { absentDepuis?: DateCivile | undefined };

/** Beyond nine usagers a key is not enough. */
const OFFERTS_MAX = 9;

const parle = (u: Nomme): string => nomParle(u.prenom, u.initiale);
const estPresent = (u: Connu): boolean => u.absentDepuis === undefined;

/** Those who are in the files, and those who are missing from them and not held to be gone. */
export const quiServent = <U extends Connu>(usagers: readonly U[], date: DateCivile): U[] =>
  usagers.filter((u) => !estSorti(u, date));

/** Missing, and spoken like one who is there at the same number: the files have given her another id. */
const sansHomonymes = <U extends Connu>(usagers: readonly U[]): U[] => {
  const presents = usagers.filter(estPresent).map(parle);
  return usagers.filter((u) => estPresent(u) || !presents.some((p) => seDisentPareil([p, parle(u)])));
};

/** [PT-5] Of the usagers of a number, those whom a call from it may be about: of those who are gone for good, only where it is nobody else's. */
export const appelablesDe = <U extends Connu>(usagers: readonly U[], date: DateCivile): U[] => {
  const siens = sansHomonymes(quiServent(usagers, date));
  return siens.length > 0 ? siens : [...usagers];
};

/**
 * [PT-5] How a call from a number tells whom it is about: by the number alone, by a key of those that are offered, or by the usager's code,
 * where there is nobody, where a key is not enough, and where two are spoken alike.
 */
export const voieDe = (appelables: readonly Nomme[]): 'SEUL' | 'CHOIX' | 'CODE' => {
  if (appelables.length === 1) return 'SEUL';
  const offre = appelables.length > 1 && appelables.length <= OFFERTS_MAX && !seDisentPareil(appelables.map(parle));
  return offre ? 'CHOIX' : 'CODE';
};
