import { gesteIncidentSchema, signalementGardeSchema, signalementSchema } from '../contrats/exploitation/incident';
import type { Lignes } from './ligne';

/** What is reported to the assistance. */
export const INCIDENTS = {
  signalement: {
    quoi: 'Incidents signalés à l’assistance',
    un: 'un signalement d’incident',
    schema: signalementGardeSchema,
    bases: ['ANTENNE', 'CENTRALE'],
    id: '<date>:<clé>',
    ecrivains: ['POSTE', 'SERVEUR'],
    nature: 'ACTE',
    recu: { collection: 'saisies', rang: 9 },
    saisie: { schema: signalementSchema },
    conservation: { interventions: 230 },
    sortie: 'ENTIER',
    extrait: { reste: 'un texte libre, où rien ne dit de qui il parle' },
  },
  'geste-incident': {
    quoi: 'Ce qui a été répondu et fait d’un incident',
    un: 'un geste sur un incident',
    schema: gesteIncidentSchema,
    bases: ['CENTRALE'],
    id: '<date>:<clé>',
    ecrivains: ['SERVEUR'],
    nature: 'ACTE',
    conservation: { interventions: 240 },
    sortie: 'ENTIER',
    extrait: { reste: 'un texte libre, où rien ne dit de qui il parle' },
  },
} as const satisfies Lignes;
