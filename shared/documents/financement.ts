import { financeurSchema } from '../contrats/dossiers/dossiers';
import { envoiSchema, factureSchema } from '../contrats/financement/envoi';
import type { Lignes } from './ligne';

/** Who pays, what was sent to them, and what they answered. */
export const FINANCEMENT = {
  financeur: {
    quoi: 'Financeurs et leurs règles datées',
    un: 'un financeur',
    schema: financeurSchema,
    bases: ['CENTRALE'],
    id: '<code>:<date>',
    ecrivains: ['IMPORT'],
    nature: 'ETAT',
    conservation: { dite: 'reste : un mois passé se facture avec les règles de son temps' },
    sortie: 'ENTIER',
    inventaire: true,
  },
  envoi: {
    quoi: 'Envois à la DASES et leur état',
    un: 'un envoi',
    schema: envoiSchema,
    bases: ['CENTRALE'],
    id: '<mois>:<destination>:<fichier>',
    ecrivains: ['SERVEUR', 'COMMANDE'],
    nature: 'ETAT',
    conservation: { dite: 'reste ; les octets envoyés s’effacent avec l’horloge des interventions' },
    sortie: 'ENTIER',
    extrait: { reste: 'redit les heures facturées de tous les usagers d’un mois' },
  },
  facture: {
    quoi: 'Factures définitives reçues',
    un: 'une facture',
    schema: factureSchema,
    bases: ['CENTRALE'],
    id: '<mois>:<nature>:<arrondissement>',
    ecrivains: ['SERVEUR'],
    nature: 'ETAT',
    conservation: { dite: 'reste, avec son fichier : la pièce reçue du Département' },
    sortie: 'ENTIER',
    extrait: { reste: 'un fichier de tous les usagers d’un arrondissement' },
  },
} as const satisfies Lignes;
