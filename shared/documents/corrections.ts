import { z } from 'zod';
import { idDemandeSchema } from '../contrats/commun';
import { correctionSchema, refusDocSchema, verdictSchema } from '../contrats/corrections/correction';
import { interventionSchema } from '../contrats/corrections/intervention';
import { accuseSchema } from '../contrats/store/accuse';
import type { Lignes } from './ligne';

/** The visits, what managers say of them, and what the server answers to all that is typed. */
export const CORRECTIONS = {
  intervention: {
    quoi: 'Interventions brutes : visites prévues et pointages appariés',
    un: 'une visite',
    schema: interventionSchema,
    bases: ['ANTENNE'],
    id: '<date>:<clé>',
    ecrivains: ['TRANSITION'],
    nature: 'DERIVE',
    recu: { collection: 'jours', rang: 1 },
    conservation: { interventions: 20 },
    sortie: 'ENTIER',
    extrait: 'SIEN',
    lire: 'interventions',
  },
  correction: {
    quoi: 'Corrections des gestionnaires',
    un: 'une correction',
    schema: correctionSchema,
    bases: ['ANTENNE'],
    id: '<date>:<clé>',
    ecrivains: ['POSTE', 'IMPORT', 'TRANSITION'],
    nature: 'ACTE',
    recu: { collection: 'saisies', rang: 1 },
    // An id that a PC draws is that of no planned visit, nor of what a file brings.
    saisie: { pris: correctionSchema.extend({ source: z.literal('POSTE'), id: idDemandeSchema }) },
    conservation: { interventions: 30, parJour: true },
    sortie: 'ENTIER',
    extrait: { suit: 1 },
    lire: 'corrections',
  },
  verdict: {
    quoi: 'Décision du serveur sur chaque correction',
    un: 'un verdict',
    schema: verdictSchema,
    bases: ['ANTENNE'],
    id: '<date>:<clé>',
    ecrivains: ['TRANSITION', 'IMPORT'],
    nature: 'ACTE',
    recu: { collection: 'decisions', rang: 1 },
    conservation: { interventions: 40, parJour: true },
    sortie: 'ENTIER',
    extrait: { suit: 2 },
    conflit: { sauf: ['recuLe'] },
  },
  accuse: {
    quoi: 'Réception de chaque saisie',
    un: 'un accusé de réception',
    schema: accuseSchema,
    bases: ['ANTENNE'],
    id: '<date>:<clé>',
    ecrivains: ['SERVEUR', 'TRANSITION'],
    nature: 'ACTE',
    recu: { collection: 'decisions', rang: 3 },
    conservation: { interventions: 50, parJour: true },
    sortie: 'ENTIER',
    extrait: { suit: 3 },
    conflit: { sauf: ['recuLe'] },
  },
  refus: {
    quoi: 'Saisies refusées, et pourquoi',
    un: 'un refus',
    schema: refusDocSchema,
    bases: ['ANTENNE'],
    id: '<date>:<clé>',
    ecrivains: ['SERVEUR', 'TRANSITION'],
    nature: 'ACTE',
    recu: { collection: 'decisions', rang: 2 },
    conservation: { interventions: 60, parJour: true },
    sortie: 'ENTIER',
    extrait: { suit: 3 },
    conflit: { sauf: ['recuLe'] },
  },
} as const satisfies Lignes;
