import { intervenantSchema, usagerSchema, visiteSchema } from '../contrats/dossiers/dossiers';
import type { Lignes } from './ligne';

/** Who is known, and what is planned. */
export const DOSSIERS = {
  usager: {
    quoi: 'Usagers : identité, numéros, antennes datées, prises en charge',
    un: 'un usager',
    schema: usagerSchema,
    bases: ['ANTENNE'],
    id: '<clé>',
    ecrivains: ['IMPORT', 'SERVEUR'],
    nature: 'ETAT',
    recu: { collection: 'dossiers', rang: 1 },
    conservation: { dite: 'avec son dossier, s’il est absent des fichiers et que rien n’en est plus su' },
    sortie: 'ENTIER',
    inventaire: true,
    conflit: { regle: 'FONDRE' },
    annuaire: 'TELEPHONE_ET_APPARIEMENT',
    lire: 'usagers',
  },
  intervenant: {
    quoi: 'Aides à domicile, et leur code au téléphone',
    un: 'une aide',
    schema: intervenantSchema,
    bases: ['ANTENNE'],
    id: '<clé>',
    ecrivains: ['IMPORT', 'SERVEUR'],
    nature: 'ETAT',
    recu: { collection: 'dossiers', rang: 2 },
    conservation: {
      dite: 'absente des fichiers : son numéro avec l’horloge des dossiers, le reste avec celle des interventions, quand plus rien de gardé ne la nomme',
    },
    sortie: 'ENTIER',
    inventaire: true,
    conflit: { regle: 'FONDRE' },
    annuaire: 'TELEPHONE_ET_APPARIEMENT',
    lire: 'intervenants',
  },
  visite: {
    quoi: 'Visites prévues, avec toutes leurs versions',
    un: 'une visite prévue',
    schema: visiteSchema,
    bases: ['ANTENNE'],
    id: '<date>:<clé>',
    ecrivains: ['IMPORT'],
    nature: 'ETAT',
    conservation: { interventions: 10 },
    sortie: 'ENTIER',
    inventaire: true,
    conflit: { regle: 'FONDRE' },
  },
} as const satisfies Lignes;
