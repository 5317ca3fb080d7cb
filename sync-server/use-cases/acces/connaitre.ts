import { lecteurParametres, type Parametres } from '#shared/contrats/parametre';
import { dateParis } from '#shared/temps/paris';
import type { Instant } from '#shared/temps/types';
import { lireParametres } from '../../adapters/depot/connus';
import type { AccesMagasin } from '../../ports/documents';

/** The parameters in force today. */
export const parametresDuJour = async (m: AccesMagasin, maintenant: Instant): Promise<Parametres> =>
  lecteurParametres(await lireParametres(m))(dateParis(maintenant));
