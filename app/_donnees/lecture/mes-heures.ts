import { type DemandeContestation, type MesHeures, mesHeuresSchema } from '#shared/contrats/acces/acces-personnel';
import type { Mois } from '#shared/temps/types';
import { envoyer } from '../serveur/api';

/** What the link and the code open, without any session: they go in each body, and stay nowhere. */
export const lireMesHeures = async (p: { jeton: string; code: string; mois?: Mois }): Promise<MesHeures> =>
  mesHeuresSchema.parse(await envoyer('/api/mes-heures', p));
export const contesterMaVisite = async (d: DemandeContestation): Promise<void> => {
  await envoyer('/api/mes-heures/contestations', d);
};
