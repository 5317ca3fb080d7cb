import type { Alerte } from '#shared/contrats/exploitation/alerte';
import { baseAntenne } from '#shared/contrats/ids';
import { lireIds, type Magasin, plageDuType, sansRev } from '../lire';
import { clesType } from '../types';

/** [AL-8] What is said of the telephone's silence, while it lasts. Every antenna is told of it: one of them is asked. */
export const lireSilence = async (m: Magasin): Promise<Alerte | undefined> => {
  const base = baseAntenne('CENTRE');
  const ids = (await lireIds(m, base, plageDuType('alerte'))).filter((id) => id.includes(':TELEPHONE_MUET:'));
  const [dite] = (await clesType(m, 'alerte', ids, { base })).flatMap((a) => (a ? [sansRev<Alerte>(a)] : []));
  return dite;
};
