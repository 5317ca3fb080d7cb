import { accesPersonnelDonneSchema, accesPersonnelLuSchema } from '#shared/contrats/acces/acces-personnel';
import { liensDonnes } from './liens-donnes';

// The links that an antenna gives; what they open is in `mes-heures`.

export const {
  lire: lireAccesPersonnel,
  donner: donnerAccesPersonnel,
  retirer: retirerAccesPersonnel,
} = liensDonnes('/api/acces-personnel', accesPersonnelLuSchema, accesPersonnelDonneSchema);
