import {
  type AccesPersonnelDonne,
  type AccesPersonnelLu,
  accesPersonnelDonneSchema,
  accesPersonnelLuSchema,
  type Sujet,
} from '#shared/contrats/acces/acces-personnel';
import { suivi } from '../acces/etat';
import { appeler, envoyer } from '../serveur/api';

// The links that an antenna gives; what they open is in `mes-heures`.

const chemin = (s: Sujet): string => `/api/acces-personnel/${s.genre.toLowerCase()}/${encodeURIComponent(s.id)}`;
export const lireAccesPersonnel = async (s: Sujet): Promise<AccesPersonnelLu> =>
  accesPersonnelLuSchema.parse(await suivi(appeler(chemin(s))));
export const donnerAccesPersonnel = async (s: Sujet): Promise<AccesPersonnelDonne> =>
  accesPersonnelDonneSchema.parse(await suivi(envoyer(chemin(s), {})));
export const retirerAccesPersonnel = async (s: Sujet): Promise<void> => {
  await suivi(appeler(chemin(s), { method: 'DELETE' }));
};
