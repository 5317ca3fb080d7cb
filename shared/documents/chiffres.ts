import { propositionsSchema, rapportSchema } from '../contrats/chiffres/rapport';
import { selectionEtatSchema } from '../contrats/chiffres/selection-etat';
import { agregatSchema } from '../etats/agregat';
import { jourPilotageSchema, moisPilotageSchema } from '../pilotage/agregats';
import type { Lignes } from './ligne';

/** What is counted: states, dashboards, reports. */
export const CHIFFRES = {
  agregat: {
    quoi: 'Ce que les états comptent d’un mois clos, par usager',
    un: 'l’agrégat d’un mois',
    schema: agregatSchema,
    bases: ['ANTENNE'],
    id: '<mois>:<antenne>',
    ecrivains: ['SERVEUR', 'COMMANDE'],
    nature: 'DERIVE',
    conservation: { interventions: 190 },
    sortie: 'ENTIER',
    extrait: { reste: 'ce que comptent ses états figés' },
  },
  'pilotage-jour': {
    quoi: 'Tableaux de bord : ce que compte un jour d’une antenne',
    un: 'un jour de tableau de bord',
    schema: jourPilotageSchema,
    bases: ['ANTENNE'],
    id: '<date>',
    ecrivains: ['TRANSITION'],
    nature: 'DERIVE',
    conservation: { interventions: 200 },
    sortie: 'ENTIER',
    extrait: { reste: 'ce que comptent ses visites' },
  },
  'pilotage-mois': {
    quoi: 'Tableaux de bord : ce que compte un mois d’une antenne',
    un: 'un mois de tableau de bord',
    schema: moisPilotageSchema,
    bases: ['ANTENNE'],
    id: '<mois>',
    ecrivains: ['TRANSITION'],
    nature: 'DERIVE',
    conservation: { interventions: 210 },
    sortie: 'ENTIER',
    extrait: { reste: 'ce que comptent ses visites' },
  },
  'selection-etat': {
    quoi: 'États que chaque compte garde, et ce qui lui en est envoyé',
    un: 'un état gardé',
    schema: selectionEtatSchema,
    bases: ['CENTRALE'],
    id: '<identifiant>:<clé>',
    ecrivains: ['SERVEUR'],
    nature: 'ETAT',
    conservation: { dite: 'effacé par qui le garde, sinon reste avec son compte' },
    sortie: 'ENTIER',
  },
  rapport: {
    quoi: 'Rapports d’activité : leurs faits et leurs éditions',
    un: 'un rapport',
    schema: rapportSchema,
    bases: ['CENTRALE'],
    id: '<période>',
    ecrivains: ['SERVEUR', 'COMMANDE'],
    nature: 'ETAT',
    conservation: { dite: 'reste : ce qui a été édité, sans usager ni aide' },
    sortie: 'ENTIER',
  },
  propositions: {
    quoi: 'Propositions de l’exploitant, par période',
    un: 'des propositions',
    schema: propositionsSchema,
    bases: ['CENTRALE'],
    id: '<période>',
    ecrivains: ['SERVEUR'],
    nature: 'ETAT',
    conservation: { dite: 'reste avec le rapport de sa période' },
    sortie: 'ENTIER',
  },
} as const satisfies Lignes;
