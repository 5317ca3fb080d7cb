import type { Etat } from '../matiere';
import * as p from '../parametres';
import { COLONNES_PLANNING, calculerPlanning } from './planning';

export const PLANNING_INTERVENANTS: Etat = {
  id: 'planning-intervenants',
  titre: 'Planning des aides à domicile',
  description:
    'Les visites prévues de chaque aide, ou d’une seule, et celles qui ont été faites, sur une semaine ou un mois.',
  periodes: ['semaine', 'mois', 'jour'],
  parametres: [p.INTERVENANT],
  joursMax: 31,
  colonnes: COLONNES_PLANNING,
  besoins: () => ['prevues', 'visites'],
  calculer: calculerPlanning,
};
