import * as c from './colonnes';
import type { DefinitionEtat } from './contrat';
import { COLONNES_RECAPITULATIF } from './recapitulatif';

export const RECAPITULATIF_PERIODE: DefinitionEtat = {
  id: 'recapitulatif-periode',
  titre: 'Récapitulatif semestriel et annuel de l’activité',
  description: 'L’activité d’un semestre ou d’une année, mois par mois ou antenne par antenne.',
  periodes: ['semestre', 'annee', 'trimestre', 'mois'],
  parametres: [
    {
      cle: 'vue',
      titre: 'Présentation',
      obligatoire: false,
      choix: [
        { valeur: 'mois', libelle: 'Mois par mois' },
        { valeur: 'antenne', libelle: 'Par antenne' },
      ],
    },
  ],
  colonnes: [c.mois('mois', 'Mois'), c.texte('antenne', 'Antenne'), ...COLONNES_RECAPITULATIF],
};
