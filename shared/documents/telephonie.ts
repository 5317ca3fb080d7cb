import { tourAstreinteSchema } from '../contrats/exploitation/astreinte';
import { disponibiliteSchema, panneSchema } from '../contrats/exploitation/disponibilite';
import { messageAstreinteSchema } from '../contrats/exploitation/message-astreinte';
import { ancienCodeSchema, changementCodeSchema } from '../contrats/store/marques';
import type { Lignes } from './ligne';

/** The codes keyed on the telephone, whether it answers, and who is told of a visit that nobody does. */
export const TELEPHONIE = {
  'ancien-code': {
    quoi: 'Empreintes des codes d’usagers et d’aides qui ont servi : aucun n’est redonné',
    un: 'un code qui a servi',
    schema: ancienCodeSchema,
    bases: ['CENTRALE'],
    id: '<empreinte>',
    ecrivains: ['SERVEUR', 'COMMANDE'],
    nature: 'ACTE',
    conservation: {},
    sortie: 'ENTIER',
  },
  'code-usager': {
    quoi: 'Codes d’usagers donnés sans qu’un ancien soit à oublier',
    un: 'un code donné à un usager',
    schema: changementCodeSchema,
    bases: ['CENTRALE'],
    id: '<lot>',
    ecrivains: ['SERVEUR', 'COMMANDE'],
    nature: 'ACTE',
    conservation: {},
    sortie: 'ENTIER',
  },
  'code-intervenant': {
    quoi: 'Codes d’aides donnés sans qu’un ancien soit à oublier',
    un: 'un code donné à une aide',
    schema: changementCodeSchema,
    bases: ['CENTRALE'],
    id: '<lot>',
    ecrivains: ['SERVEUR', 'COMMANDE'],
    nature: 'ACTE',
    conservation: {},
    sortie: 'ENTIER',
  },
  disponibilite: {
    quoi: 'Disponibilité du téléphone, minute par minute',
    un: 'la disponibilité d’un jour',
    schema: disponibiliteSchema,
    bases: ['CENTRALE'],
    id: '<date>',
    ecrivains: ['SERVEUR'],
    nature: 'ETAT',
    conservation: {},
    sortie: 'ENTIER',
  },
  panne: {
    quoi: 'Pannes : de quand à quand, quoi',
    un: 'une panne',
    schema: panneSchema,
    bases: ['CENTRALE'],
    id: '<instant>:<quoi>',
    ecrivains: ['SERVEUR'],
    nature: 'ETAT',
    conservation: {},
    sortie: 'ENTIER',
  },
  'tour-astreinte': {
    quoi: 'Astreintes : qui, de quand à quand, quels jours, quelles heures',
    un: 'un tour d’astreinte',
    schema: tourAstreinteSchema,
    bases: ['CENTRALE'],
    id: '<clé>',
    ecrivains: ['SERVEUR'],
    nature: 'ETAT',
    conservation: { dite: 'effacé un an après son dernier jour, ou après qu’il a été retiré' },
    sortie: 'ENTIER',
  },
  'message-astreinte': {
    quoi: 'Messages à l’astreinte : à qui, quand, ce qu’ils sont devenus, qui a accusé',
    un: 'un message à l’astreinte',
    schema: messageAstreinteSchema,
    bases: ['CENTRALE'],
    id: '<date>:<empreinte>',
    ecrivains: ['SERVEUR'],
    nature: 'ETAT',
    conservation: { interventions: 125, dossier: { bases: ['CENTRALE'] } },
    // What opens its link.
    sortie: { sans: ['graine'] },
    conflit: { regle: 'REFAIRE' },
  },
} as const satisfies Lignes;
