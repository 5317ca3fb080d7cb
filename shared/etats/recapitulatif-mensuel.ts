import * as c from './colonnes';
import type { DefinitionEtat } from './contrat';
import { COLONNES_RECAPITULATIF } from './recapitulatif';

export const RECAPITULATIF_MENSUEL: DefinitionEtat = {
  id: 'recapitulatif-mensuel',
  titre: 'Récapitulatif mensuel de l’activité',
  description:
    'Usagers actifs, aides à domicile, heures réalisées par usager, par aide et par couple, visite la plus longue et la plus courte.',
  periodes: ['mois', 'jour', 'semaine'],
  parametres: [
    {
      cle: 'vue',
      titre: 'Présentation',
      obligatoire: false,
      choix: [
        { valeur: 'antenne', libelle: 'Par antenne' },
        { valeur: 'usager', libelle: 'Par usager' },
        { valeur: 'intervenant', libelle: 'Par aide à domicile' },
        { valeur: 'couple', libelle: 'Par couple usager et aide' },
      ],
    },
  ],
  colonnes: [c.texte('antenne', 'Antenne'), c.USAGER, c.INTERVENANT, ...COLONNES_RECAPITULATIF],
};
