import {
  type AccesPersonnelDonne,
  type AccesPersonnelLu,
  accesPersonnelDonneSchema,
  accesPersonnelLuSchema,
  type DemandeContestation,
  type MesHeures,
  mesHeuresSchema,
  type Sujet,
} from '#shared/contrats/acces-personnel';
import type { Mois } from '#shared/temps/types';
import { appeler, envoyer } from './api';

/** What the link and the code open: they go in each body, and stay nowhere. */
export const lireMesHeures = async (p: { jeton: string; code: string; mois?: Mois }): Promise<MesHeures> =>
  mesHeuresSchema.parse(await envoyer('/api/mes-heures', p));
export const contesterMaVisite = async (d: DemandeContestation): Promise<void> => {
  await envoyer('/api/mes-heures/contestations', d);
};

const chemin = (s: Sujet): string => `/api/acces-personnel/${s.genre.toLowerCase()}/${encodeURIComponent(s.id)}`;
export const lireAccesPersonnel = async (s: Sujet): Promise<AccesPersonnelLu> =>
  accesPersonnelLuSchema.parse(await appeler(chemin(s)));
export const donnerAccesPersonnel = async (s: Sujet): Promise<AccesPersonnelDonne> =>
  accesPersonnelDonneSchema.parse(await envoyer(chemin(s), {}));
export const retirerAccesPersonnel = async (s: Sujet): Promise<void> => {
  await appeler(chemin(s), { method: 'DELETE' });
};
