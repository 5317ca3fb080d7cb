import { type Antenne, antenneSchema } from '../../contrats/antenne';
import { baseAntenne } from '../../contrats/ids';
import { codesAntennes } from './registre';

/** The databases of all antennas known here. */
export const basesAntennes = (): readonly string[] => codesAntennes().map(baseAntenne);

const PREFIXE = 'tg-antenne-';

/** By its name alone: what holds for every antenna's database holds for one that is not known here yet. */
export const estBaseAntenne = (base: string): boolean =>
  base.startsWith(PREFIXE) &&
  base === base.toLowerCase() &&
  antenneSchema.safeParse(base.slice(PREFIXE.length).toUpperCase()).success;

/** The antenna, known here, of a database. */
export const antenneDeBase = (base: string): Antenne | undefined =>
  codesAntennes().find((a) => baseAntenne(a) === base);
