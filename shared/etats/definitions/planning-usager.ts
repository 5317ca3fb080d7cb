import type { Etat } from '../matiere';
import { COLONNES_PLANNING, calculerPlanning } from './planning';

export const PLANNING_USAGER: Etat = {
  id: 'planning-usager',
  titre: 'Planning d’un usager',
  description: 'Les visites prévues chez un usager, et celles qui ont été faites, sur une semaine ou un mois.',
  periodes: ['semaine', 'mois', 'jour'],
  parametres: [{ cle: 'usager', titre: 'Usager', obligatoire: true }],
  joursMax: 31,
  // One usager, whom its title names.
  colonnes: COLONNES_PLANNING.filter((c) => c.cle !== 'usager'),
  besoins: () => ['prevues', 'visites'],
  calculer: calculerPlanning,
};
