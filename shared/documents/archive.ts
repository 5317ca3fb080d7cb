import { releveReprisSchema } from '../contrats/cloture/releve-repris';
import { gelSchema, purgeSchema } from '../contrats/exploitation/conservation';
import type { Lignes } from './ligne';

/** What is kept for ten years, what was purged, and what is held. */
export const ARCHIVE = {
  gel: {
    quoi: 'Conservations imposées (gel)',
    un: 'un gel',
    schema: gelSchema,
    bases: ['CENTRALE'],
    id: '<instant>:<objet>',
    ecrivains: ['SERVEUR', 'COMMANDE'],
    nature: 'ETAT',
    conservation: { dite: 'reste, même levé : qui a gelé, levé, quand et pourquoi' },
    sortie: 'ENTIER',
    extrait: 'SIEN',
  },
  purge: {
    quoi: 'Journal des purges',
    un: 'une purge',
    schema: purgeSchema,
    bases: ['CENTRALE'],
    id: '<instant>',
    ecrivains: ['SERVEUR', 'COMMANDE'],
    nature: 'ETAT',
    conservation: { dite: 'reste : la preuve de ce qui a été effacé, sans aucun nom' },
    sortie: 'ENTIER',
  },
  'releve-repris': {
    quoi: 'Relevés repris de l’ancien système',
    un: 'un relevé repris',
    schema: releveReprisSchema,
    bases: ['ANTENNE'],
    id: '<mois>:<usager>',
    ecrivains: ['IMPORT'],
    nature: 'ACTE',
    conservation: { dite: 'horloge des relevés, par son mois' },
    sortie: 'ENTIER',
    extrait: 'SIEN',
  },
} as const satisfies Lignes;
