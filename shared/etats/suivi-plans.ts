import * as c from './colonnes';
import type { DefinitionEtat } from './contrat';

export const SUIVI_PLANS: DefinitionEtat = {
  id: 'suivi-plans',
  titre: 'Suivi des plans d’aide',
  description: 'Pour chaque prise en charge, les heures autorisées, celles qui ont été réalisées, et l’écart.',
  periodes: ['mois', 'trimestre', 'semestre', 'annee'],
  moisEntiers: true,
  parametres: [
    {
      cle: 'vue',
      titre: 'Présentation',
      obligatoire: false,
      choix: [
        { valeur: 'periode', libelle: 'Toute la période' },
        { valeur: 'mois', libelle: 'Mois par mois' },
      ],
    },
    { cle: 'usager', titre: 'Usager', obligatoire: false },
    { cle: 'financeur', titre: 'Financeur', obligatoire: false },
  ],
  colonnes: [
    c.mois('mois', 'Mois'),
    c.USAGER,
    c.USAGER_ID,
    c.texte('prise', 'Prise en charge'),
    c.FINANCEUR,
    c.minutes('autorise', 'Plan autorisé'),
    c.minutes('consomme', 'Plan consommé'),
    c.minutes('ecart', 'Reste (autorisé − consommé)'),
    c.taux('taux', 'Part consommée'),
    c.REGULARISEES,
  ],
};
