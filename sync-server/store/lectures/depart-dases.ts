import { premierDepart } from '#shared/domain/dases/envoi';
import type { Instant, Mois } from '#shared/temps/types';
import type { Magasin } from '../lire';
import { plageType } from '../types';

/** To be told, and for nothing else: a sending that cannot be read says nothing. When the month's files began to leave for the DASES: what an antenna closes of it later is in none of them. */
export const lireDepartDases = async (m: Magasin, mois: Mois): Promise<Instant | undefined> =>
  premierDepart(
    (await plageType(m, 'envoi', {}, { de: `${mois}:`, avant: `${mois};` })).filter((e) => e.destination === 'DASES'),
  );
