import { fichierLuSchema, importSchema, restituesSchema, restitutionSchema } from '../contrats/dossiers/imports';
import { receptionSchema } from '../contrats/dossiers/reception';
import type { Lignes } from './ligne';

/** The files that come from Millésime and the Département, and those that go back every day. */
export const FICHIERS = {
  import: {
    quoi: 'Fichiers importés, et leur rapport',
    un: 'un import',
    schema: importSchema,
    bases: ['CENTRALE'],
    id: '<fichier>:<instant>:<rang>',
    ecrivains: ['IMPORT'],
    nature: 'ACTE',
    conservation: { dite: 'reste ; ses lignes citées s’effacent avec l’horloge des dossiers' },
    sortie: 'ENTIER',
  },
  reception: {
    quoi: 'Réceptions des fichiers de Millésime',
    un: 'une réception',
    schema: receptionSchema,
    bases: ['CENTRALE'],
    id: '<instant>:<rang>',
    ecrivains: ['SERVEUR', 'COMMANDE'],
    nature: 'ACTE',
    conservation: { dite: 'horloge des dossiers, par sa date' },
    sortie: 'ENTIER',
  },
  'fichier-lu': {
    quoi: 'Réponses et factures lues dans les dépôts, et ce qui a été mis à part',
    un: 'un fichier lu',
    schema: fichierLuSchema,
    bases: ['CENTRALE'],
    id: '<destination>:<boîte>:<fichier>',
    ecrivains: ['SERVEUR'],
    nature: 'ETAT',
    conservation: {},
    sortie: 'ENTIER',
  },
  restitution: {
    quoi: 'Fichiers rendus chaque jour à Millésime, gardés tels quels',
    un: 'une restitution',
    schema: restitutionSchema,
    bases: ['CENTRALE'],
    id: '<date>',
    ecrivains: ['SERVEUR', 'COMMANDE'],
    nature: 'ACTE',
    conservation: { interventions: 110 },
    sortie: 'ENTIER',
  },
  restitues: {
    quoi: 'Ce qui a été restitué à Millésime, par jour',
    un: 'ce qui a été restitué d’un jour',
    schema: restituesSchema,
    bases: ['CENTRALE'],
    id: '<antenne>:<date>',
    ecrivains: ['SERVEUR', 'COMMANDE'],
    nature: 'ETAT',
    conservation: { interventions: 260 },
    sortie: 'ENTIER',
  },
} as const satisfies Lignes;
