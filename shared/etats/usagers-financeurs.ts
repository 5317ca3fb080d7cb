import * as c from './colonnes';
import type { DefinitionEtat } from './contrat';

export const USAGERS_FINANCEURS: DefinitionEtat = {
  id: 'usagers-financeurs',
  titre: 'Usagers par financeur',
  description: 'Combien d’usagers chaque financeur a pris en charge, pour combien d’heures, et lesquels.',
  periodes: ['mois', 'trimestre', 'semestre', 'annee', 'semaine', 'jour'],
  parametres: [
    {
      cle: 'vue',
      titre: 'Présentation',
      obligatoire: false,
      choix: [
        { valeur: 'financeur', libelle: 'Une ligne par financeur' },
        { valeur: 'usager', libelle: 'Une ligne par usager' },
      ],
    },
    { cle: 'financeur', titre: 'Financeur', obligatoire: false },
  ],
  colonnes: [
    c.FINANCEUR,
    c.texte('dispositif', 'Dispositif'),
    c.USAGER,
    c.USAGER_ID,
    c.nombreSeul('usagers', 'Usagers'),
    c.VISITES,
    c.minutes('minutes', 'Heures prises en charge'),
    c.minutesSeules('moyenne', 'Moyenne par usager'),
  ],
};
