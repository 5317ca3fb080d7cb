import { disponibiliteSchema, panneSchema } from '../contrats/exploitation/disponibilite';
import { ancienCodeSchema, changementCodeSchema } from '../contrats/marques';
import type { Lignes } from './ligne';

/** The codes keyed on the telephone, and whether it answers. */
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
} as const satisfies Lignes;
