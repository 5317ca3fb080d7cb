import { CONVENABLES } from '../motifs';
import { tousDepuis } from './contestation';
import type { DefinitionNature } from './definition';
import { DEJA_SUPPRIMEE } from './regles';

/** The visit counts no more; its punches stay. */
export const SUPPRESSION: DefinitionNature = {
  mots: {
    resume: 'Visite annulée',
    fait: 'Annulée',
    releve: () => 'Visite annulée',
    audit: 'A annulé la visite',
    retiree: 'son annulation',
  },
  onglet: {
    libelle: 'N’a pas eu lieu',
    verbe: 'La visite n’a pas eu lieu',
    avis: 'La visite ne comptera plus, ses pointages restent visibles. On peut la rétablir.',
    motifs: CONVENABLES.SUPPRESSION,
    grave: true,
  },
  annule: true,
  pointeeDepuis: {
    phrase:
      'Des pointages sont arrivés après l’annulation de cette visite : rétablissez-la, ou confirmez l’annulation.',
    par: tousDepuis,
  },
  regles: [
    DEJA_SUPPRIMEE,
    {
      code: 'CREEE_A_PART',
      phrase: (c, e) =>
        e.aPart && c.cible?.genre === 'VISITE'
          ? 'Une visite créée à part de celle qui était prévue a été pointée depuis : si elle n’a pas eu lieu, annulez celle-là.'
          : undefined,
    },
  ],
  appliquer: (e) => ({ ...e, supprimee: true }),
};
