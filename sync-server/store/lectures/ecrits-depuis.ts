import type { Antenne } from '#shared/contrats/commun';
import type { DateCivile, Mois } from '#shared/temps/types';
import { statutErreur } from '../erreurs';
import { lireChangements, type Magasin } from '../lire';

/**
 * Where the last closing of an antenna left off, in every database. `tenues`: months of which a visit was withheld, because another
 * antenna still told it: it may have taken it back since. `aVoir`: closed months of which it said that a visit is paid by nobody.
 */
export type RepereCloture = { sequences: Record<string, string>; tenues?: readonly Mois[]; aVoir?: readonly Mois[] };
export const idRepereCloture = (antenne: Antenne): `_local/cloture-${Antenne}` => `_local/cloture-${antenne}`;

/** `date`: what follows the type in the id, of a dated document. */
export type Ecrit = { id: string; type: string; date: DateCivile };

const IDS_PAR_LECTURE = 20_000;

const lire = async (m: Magasin, base: string, depuis: string, types: readonly string[]): Promise<Ecrit[]> => {
  const ecrits: Ecrit[] = [];
  for (let seq = depuis, restants = 1; restants > 0; ) {
    const page = await lireChangements(m, base, seq, IDS_PAR_LECTURE);
    for (const { id } of page.lignes) {
      const [type = '', date = ''] = id.split(':');
      if (types.includes(type)) ecrits.push({ id, type, date: date as DateCivile });
    }
    seq = page.seq;
    restants = page.lignes.length === 0 ? 0 : page.restants;
  }
  return ecrits;
};

/** Documents of these types written in a database after a sequence, by their ids alone; of another life of the database, all of them. */
export const lireEcritsDepuis = (
  m: Magasin,
  base: string,
  depuis: string,
  types: readonly string[],
): Promise<Ecrit[]> =>
  // CouchDB refuses a sequence that is not its own, as after a restoration.
  lire(m, base, depuis, types).catch((e: unknown) => {
    if (statutErreur(e) !== 400 || depuis === '0') throw e;
    return lire(m, base, '0', types);
  });
