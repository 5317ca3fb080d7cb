import { lecteurParametres, type Parametres } from '#shared/contrats/exploitation/parametre';
import { dateParis } from '#shared/temps/paris';
import type { Instant } from '#shared/temps/types';
import { lireParametres } from '../../store/lectures/connus';
import type { Magasin } from '../../store/lire';

/** The parameters in force today. */
export const parametresDuJour = async (m: Magasin, maintenant: Instant): Promise<Parametres> =>
  lecteurParametres(await lireParametres(m))(dateParis(maintenant));
