import { z } from 'zod';
import { absenceSchema } from '../contrats/dossiers/absence';
import { sansTelegestionSchema } from '../contrats/dossiers/sans-telegestion';
import type { Lignes } from './ligne';

/** The server alone says when it took one to another antenna. */
const partageLe = z.never().optional();

/** What changes the visits that are expected, and how they are told. */
export const PLANNING = {
  absence: {
    quoi: 'Absences des usagers',
    un: 'une absence',
    schema: absenceSchema,
    bases: ['ANTENNE'],
    id: '<date>:<clé>',
    ecrivains: ['POSTE', 'IMPORT', 'TRANSITION'],
    nature: 'ACTE',
    recu: { collection: 'saisies', rang: 6, sansAge: true },
    saisie: { pris: absenceSchema.extend({ partageLe }) },
    partage: true,
    conservation: { interventions: 160, dossier: { bases: ['ANTENNE'], contact: true } },
    sortie: 'ENTIER',
    extrait: 'SIEN',
    lire: 'absences',
  },
  sanstele: {
    quoi: 'Usagers et aides sans télégestion',
    un: 'une marque « sans télégestion »',
    schema: sansTelegestionSchema,
    bases: ['ANTENNE'],
    id: '<date>:<clé>',
    ecrivains: ['POSTE', 'TRANSITION'],
    nature: 'ACTE',
    recu: { collection: 'saisies', rang: 7, sansAge: true },
    saisie: { pris: sansTelegestionSchema.extend({ partageLe }) },
    partage: true,
    conservation: { dossier: { bases: ['ANTENNE'], contact: true } },
    sortie: 'ENTIER',
    extrait: 'SIEN',
  },
} as const satisfies Lignes;
