import type { DefinitionEtat } from './contrat';
import { COLONNES_PLANNING } from './planning';

export const PLANNING_USAGER: DefinitionEtat = {
  id: 'planning-usager',
  titre: 'Planning d’un usager',
  description: 'Les visites prévues chez un usager, et celles qui ont été faites, sur une semaine ou un mois.',
  periodes: ['semaine', 'mois', 'jour'],
  parametres: [{ cle: 'usager', titre: 'Usager', obligatoire: true }],
  colonnes: COLONNES_PLANNING,
};
