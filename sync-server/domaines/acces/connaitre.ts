import { lecteurParametres, type Parametres } from '#shared/contrats/exploitation/parametre';
import { dateParis } from '#shared/temps/paris';
import type { Instant } from '#shared/temps/types';
import type { AccesMagasin } from '../../ports/documents';
import { lireParametres } from '../../store/lectures/connus';

/** The parameters in force today. */
export const parametresDuJour = async (m: AccesMagasin, maintenant: Instant): Promise<Parametres> =>
  lecteurParametres(await lireParametres(m))(dateParis(maintenant));
