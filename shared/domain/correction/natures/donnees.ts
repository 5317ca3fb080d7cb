import { CONVENABLES } from '../motifs';
import { tousDUnAutre } from './contestation';
import type { DefinitionNature } from './definition';
import { DEJA_SUPPRIMEE } from './regles';

/** Usager, aide, prestation: what it does not give stays. */
export const DONNEES: DefinitionNature = {
  mots: {
    resume: 'Données corrigées',
    fait: 'Corrigée',
    releve: () => 'Personne, aide ou prestation rectifiée',
    audit: 'A corrigé les données de la visite',
    retiree: 'celle de ses données',
  },
  onglet: { libelle: 'Qui, quoi', verbe: 'Enregistrer', motifs: CONVENABLES.DONNEES },
  personnes: 'REMPLACANTES',
  pointeeDepuis: {
    phrase:
      'Des pointages arrivés après cette correction sont d’une autre aide, ou d’un autre usager, que ceux qu’elle nomme : confirmez qui a fait la visite, et chez qui.',
    par: tousDUnAutre,
  },
  regles: [
    DEJA_SUPPRIMEE,
    {
      code: 'DONNEES_VIDES',
      phrase: (c) =>
        c.usagerId || c.intervenantId || c.codePrestation
          ? undefined
          : 'Dites ce qui change : l’usager, l’aide ou le code prestation.',
    },
  ],
  appliquer: (e, c) => ({
    ...e,
    usagerId: c.usagerId ?? e.usagerId,
    intervenantId: c.intervenantId ?? e.intervenantId,
    codePrestation: c.codePrestation ?? e.codePrestation,
  }),
};
