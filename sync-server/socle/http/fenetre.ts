import { debutEnvoi } from '#shared/replication/fenetre';
import { COLLECTIONS, type Collection, estSansAge } from '#shared/replication/protocole';
import { ajouterMois, dateParis, moisDe, premierJour } from '#shared/temps/paris';
import type { DateCivile, Instant } from '#shared/temps/types';

/** First civil date that a PC keeps: the first of the month, `mois` months counting the present one. */
export const debutFenetre = (maintenant: Instant, mois: number): DateCivile =>
  premierJour(ajouterMois(moisDe(dateParis(maintenant)), 1 - mois));

const borneDe = (c: Collection, debut: DateCivile): DateCivile => (c === 'decisions' ? debutEnvoi(debut) : debut);

/** Ranges of ids of a collection, in order: by type, from the window's first date where the type is dated. */
export const plagesDe = (c: Collection, debut: DateCivile): { prefixe: string; debut: string; fin: string }[] =>
  COLLECTIONS[c].prefixes.map((p) => ({
    prefixe: `${p}:`,
    debut: COLLECTIONS[c].date && !estSansAge(p) ? `${p}:${borneDe(c, debut)}` : `${p}:`,
    fin: `${p};`,
  }));

/** Whether an id of the database belongs to a collection and to the window. */
export const appartient = (c: Collection, id: string, debut: DateCivile): boolean =>
  plagesDe(c, debut).some((p) => id >= p.debut && id < p.fin);

export const collectionDe = (id: string, debut: DateCivile): Collection | undefined =>
  (Object.keys(COLLECTIONS) as Collection[]).find((c) => appartient(c, id, debut));
