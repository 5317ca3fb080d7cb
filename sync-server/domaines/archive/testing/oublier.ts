import { BASE_CENTRALE } from '#shared/contrats/ids';
import type { Histoire } from '#shared/contrats/store/marques';
import { changer, sansReponse } from '../../../store/ecrire';
import { ID_HISTOIRE } from '../../../store/histoire';
import type { Magasin } from '../../../store/lire';

/** For tests: the store as one that has never known of an archive, where the next folder begins one. */
export const oublierArchive = async (m: Magasin): Promise<void> =>
  sansReponse(await changer<Histoire>(m, BASE_CENTRALE, ID_HISTOIRE, ({ archive: _, ...h }) => h));
