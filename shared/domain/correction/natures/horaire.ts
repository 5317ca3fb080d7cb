import { cotesDepuis } from './contestation';
import type { DefinitionNature } from './definition';
import { avecHeures, DEJA_SUPPRIMEE, heuresApres, REGLES_HEURES } from './regles';

/** Arrival, departure, or both. */
export const HORAIRE: DefinitionNature = {
  mots: {
    resume: 'Heures corrigées',
    fait: 'Corrigée',
    releve: (c) => avecHeures('Horaire corrigé', c),
    audit: 'A corrigé les heures de la visite',
    retiree: 'celle de ses heures',
  },
  onglet: { libelle: 'Heures', verbe: 'Enregistrer' },
  heures: true,
  pointeeDepuis: {
    phrase: 'Un pointage arrivé après cette correction dit une autre heure : confirmez celle à retenir.',
    par: cotesDepuis,
  },
  regles: [
    DEJA_SUPPRIMEE,
    {
      code: 'HORAIRE_VIDE',
      phrase: (c) => (c.debut || c.fin ? undefined : 'Donnez l’heure d’arrivée, l’heure de départ, ou les deux.'),
    },
    ...REGLES_HEURES,
  ],
  appliquer: (e, c) => ({ ...e, ...heuresApres(e, c) }),
};
