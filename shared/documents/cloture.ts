import { cadreClosSchema, clotureEcriteSchema, etatFigeSchema } from '../contrats/cloture/cloture';
import { complementSchema } from '../contrats/cloture/complement';
import { proFormaSchema } from '../contrats/financement/pro-forma';
import type { Lignes } from './ligne';

const VIDEE = 'reste, vidée de ce qu’elle figeait des usagers par l’horloge des interventions';

/** A month that is closed, what it froze, and what antennas say of it. */
export const CLOTURE = {
  cloture: {
    quoi: 'Clôtures : qui, quand, motif, empreinte de ce qui est figé',
    un: 'une clôture',
    schema: clotureEcriteSchema,
    bases: ['ANTENNE'],
    id: '<mois>',
    ecrivains: ['SERVEUR', 'COMMANDE'],
    nature: 'ACTE',
    // That there is one: the caps and parameters that an old one froze are hundreds of kilobytes.
    recu: {
      collection: 'dossiers',
      rang: 3,
      champs: ['_id', 'type', 'mois', 'antenne', 'numero', 'auteur', 'instant'],
    },
    conservation: { dite: VIDEE },
    sortie: 'ENTIER',
    extrait: 'SIEN',
  },
  'cadre-clos': {
    quoi: 'Paramètres, financeurs et plafonds figés par une clôture',
    un: 'le cadre d’une clôture',
    schema: cadreClosSchema,
    bases: ['ANTENNE'],
    id: '<mois>',
    ecrivains: ['SERVEUR', 'COMMANDE'],
    nature: 'ACTE',
    conservation: { dite: VIDEE },
    sortie: 'ENTIER',
    extrait: 'SIEN',
  },
  fige: {
    quoi: 'États figés par une clôture : heures brutes et retenues, ventilation',
    un: 'un état figé',
    schema: etatFigeSchema,
    bases: ['ANTENNE'],
    id: '<mois>:<usager>',
    ecrivains: ['SERVEUR', 'COMMANDE'],
    nature: 'ACTE',
    conservation: { interventions: 170 },
    sortie: 'ENTIER',
    extrait: 'SIEN',
  },
  complement: {
    quoi: 'Ce qu’une clôture a trouvé changé dans des mois déjà clos',
    un: 'un complément',
    schema: complementSchema,
    bases: ['ANTENNE'],
    id: '<mois>:<usager>',
    ecrivains: ['SERVEUR', 'COMMANDE'],
    nature: 'ACTE',
    conservation: { interventions: 180 },
    sortie: 'ENTIER',
    extrait: 'SIEN',
  },
  proforma: {
    quoi: 'Validations des pro forma',
    un: 'une décision sur un pro forma',
    schema: proFormaSchema,
    bases: ['ANTENNE'],
    id: '<date>:<clé>',
    ecrivains: ['POSTE'],
    nature: 'ACTE',
    saisie: {},
    conservation: { interventions: 220 },
    sortie: 'ENTIER',
  },
} as const satisfies Lignes;
