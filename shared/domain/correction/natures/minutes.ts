import type { DefinitionNature } from './definition';
import { avecMinutes, DEJA_SUPPRIMEE } from './regles';

/** Most additional minutes of one visit [CO-3]. */
const MINUTES_COMPLEMENTAIRES_MAX = 240;

/** Additional minutes, the new total. */
export const MINUTES: DefinitionNature = {
  mots: {
    resume: 'Minutes complémentaires',
    fait: 'Corrigée',
    releve: (c) => avecMinutes('Minutes complémentaires', c.minutes),
    audit: 'A compté des minutes complémentaires à la visite',
    retiree: 'ses minutes complémentaires',
  },
  onglet: { libelle: 'Minutes', verbe: 'Enregistrer' },
  regles: [
    DEJA_SUPPRIMEE,
    {
      code: 'MINUTES_HORS_BORNES',
      phrase: (c) =>
        c.minutes !== undefined && c.minutes >= 0 && c.minutes <= MINUTES_COMPLEMENTAIRES_MAX
          ? undefined
          : `Les minutes complémentaires vont de 0 à ${MINUTES_COMPLEMENTAIRES_MAX}.`,
    },
  ],
  appliquer: (e, c) => ({ ...e, minutesComplementaires: c.minutes ?? e.minutesComplementaires }),
};
