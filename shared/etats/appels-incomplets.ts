import * as c from './colonnes';
import type { DefinitionEtat } from './contrat';

export const APPELS_INCOMPLETS: DefinitionEtat = {
  id: 'appels-incomplets',
  titre: 'Appels incomplets',
  description: 'Les interventions pointées d’un seul côté (sans arrivée, ou sans départ), et ce qui en a été fait.',
  periodes: ['mois', 'jour', 'semaine', 'trimestre', 'semestre', 'annee'],
  parametres: [
    {
      cle: 'vue',
      titre: 'Présentation',
      obligatoire: false,
      choix: [
        { valeur: 'tous', libelle: 'Tous' },
        { valeur: 'a-corriger', libelle: 'Ceux qui restent à corriger' },
      ],
    },
    { cle: 'usager', titre: 'Usager', obligatoire: false },
    { cle: 'intervenant', titre: 'Aide à domicile', obligatoire: false },
  ],
  colonnes: [
    c.jour('date', 'Date'),
    c.USAGER,
    c.USAGER_ID,
    c.INTERVENANT,
    c.instant('arrivee', 'Arrivée'),
    c.instant('depart', 'Départ'),
    c.texte('manque', 'Ce qui manque'),
    c.texte('issue', 'Ce qui en a été fait'),
    c.texte('motif', 'Motif'),
  ],
};
