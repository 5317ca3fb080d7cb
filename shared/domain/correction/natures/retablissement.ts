import type { DefinitionNature } from './definition';

/** What a SUPPRESSION took away counts again. */
export const RETABLISSEMENT: DefinitionNature = {
  mots: {
    resume: 'Visite rétablie',
    fait: 'Rétablie',
    releve: () => 'Visite rétablie',
    audit: 'A rétabli la visite',
    retiree: 'son rétablissement',
  },
  onglet: { libelle: 'Rétablir la visite', verbe: 'Rétablir la visite', surAnnulee: true },
  annule: false,
  regles: [
    {
      code: 'PAS_SUPPRIMEE',
      phrase: (_c, e) => (e.supprimee ? undefined : 'Cette visite n’est pas annulée : il n’y a rien à rétablir.'),
    },
  ],
  appliquer: (e) => ({ ...e, supprimee: false }),
};
