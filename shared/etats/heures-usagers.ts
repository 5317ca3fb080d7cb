import * as c from './colonnes';
import type { DefinitionEtat } from './contrat';

export const HEURES_USAGERS: DefinitionEtat = {
  id: 'heures-usagers',
  titre: 'Heures réalisées par usager',
  description:
    'Les heures retenues de chaque usager, ou ses visites une à une : le justificatif que demandent les financeurs à l’appui de la facture du mois.',
  periodes: ['mois', 'jour', 'semaine', 'trimestre', 'semestre', 'annee'],
  parametres: [
    {
      cle: 'vue',
      titre: 'Présentation',
      obligatoire: false,
      choix: [
        { valeur: 'usager', libelle: 'Une ligne par usager' },
        { valeur: 'visite', libelle: 'Une ligne par visite' },
      ],
    },
    { cle: 'usager', titre: 'Usager', obligatoire: false },
    { cle: 'financeur', titre: 'Financeur', obligatoire: false },
  ],
  colonnes: [
    c.USAGER,
    c.USAGER_ID,
    c.jour('date', 'Date'),
    c.instant('debut', 'Arrivée'),
    c.instant('fin', 'Départ'),
    c.INTERVENANT,
    c.PRESTATION,
    c.VISITES,
    c.DUREE,
    c.COMPLEMENTAIRES,
    c.FACTUREES,
    c.REGULARISEES,
  ],
};
