import { noteSchema, priseSchema } from '../contrats/corrections/equipe';
import { acquittementSchema, alerteSchema } from '../contrats/exploitation/alerte';
import type { Lignes } from './ligne';

/** What asks for a gesture, and who of the team takes it. */
export const ALERTES = {
  alerte: {
    quoi: 'Alertes',
    un: 'une alerte',
    schema: alerteSchema,
    bases: ['ANTENNE', 'CENTRALE'],
    id: '<date>:<genre>:<sujet>',
    ecrivains: ['TRANSITION'],
    nature: 'DERIVE',
    recu: { collection: 'suspens', rang: 4 },
    conservation: { interventions: 100, dossier: { bases: ['ANTENNE', 'CENTRALE'] } },
    sortie: 'ENTIER',
    lire: 'alertes',
  },
  acquittement: {
    quoi: 'Alertes acquittées',
    un: 'une alerte vue',
    schema: acquittementSchema,
    bases: ['ANTENNE'],
    id: '<date>:<clé>',
    ecrivains: ['POSTE', 'SERVEUR'],
    nature: 'ACTE',
    recu: { collection: 'saisies', rang: 4 },
    saisie: {},
    conservation: { interventions: 120, dossier: { bases: ['ANTENNE'] } },
    sortie: 'ENTIER',
  },
  prise: {
    quoi: 'Prises en main d’une anomalie',
    un: 'la prise d’une anomalie',
    schema: priseSchema,
    bases: ['ANTENNE'],
    id: '<date>:<clé>',
    ecrivains: ['POSTE'],
    nature: 'ACTE',
    recu: { collection: 'saisies', rang: 3 },
    saisie: {},
    conservation: { interventions: 130, dossier: { bases: ['ANTENNE'] } },
    sortie: 'ENTIER',
  },
  note: {
    quoi: 'Notes des gestionnaires',
    un: 'une note',
    schema: noteSchema,
    bases: ['ANTENNE'],
    id: '<date>:<clé>',
    ecrivains: ['POSTE', 'SERVEUR'],
    nature: 'ACTE',
    recu: { collection: 'saisies', rang: 8, sansAge: true },
    saisie: { schema: noteSchema.omit({ intervenantId: true, proposees: true }) },
    conservation: { interventions: 150, dossier: { bases: ['ANTENNE'], contact: true } },
    sortie: 'ENTIER',
  },
} as const satisfies Lignes;
