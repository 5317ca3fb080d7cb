import type { DefinitionEtat } from './contrat';
import { COLONNES_PLANNING } from './planning';

export const PLANNING_INTERVENANTS: DefinitionEtat = {
  id: 'planning-intervenants',
  titre: 'Planning des aides à domicile',
  description:
    'Les visites prévues de chaque aide, ou d’une seule, et celles qui ont été faites, sur une semaine ou un mois.',
  periodes: ['semaine', 'mois', 'jour'],
  parametres: [{ cle: 'intervenant', titre: 'Aide à domicile', obligatoire: false }],
  colonnes: COLONNES_PLANNING,
};
