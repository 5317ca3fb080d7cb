import { type Antenne, antenneSchema } from '../../contrats/antenne';
import { BASE_CENTRALE, baseAntenne } from '../../contrats/ids';
import { codesAntennes } from './registre';

/** The databases of all antennas known here. */
export const basesAntennes = (): readonly string[] => codesAntennes().map(baseAntenne);

const PREFIXE = 'tg-antenne-';

/** By its name alone: what holds for every antenna's database holds for one that is not known here yet. */
export const estBaseAntenne = (base: string): boolean =>
  base.startsWith(PREFIXE) &&
  base === base.toLowerCase() &&
  antenneSchema.safeParse(base.slice(PREFIXE.length).toUpperCase()).success;

/** The service's own database, or an antenna's: all but those of punches. */
export const estBaseDuService = (base: string): boolean => base === BASE_CENTRALE || estBaseAntenne(base);

/** The antenna, known here, of a database. */
export const antenneDeBase = (base: string): Antenne | undefined =>
  codesAntennes().find((a) => baseAntenne(a) === base);
