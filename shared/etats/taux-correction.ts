import * as c from './colonnes';
import type { DefinitionEtat } from './contrat';

/** [RG] Each rate with its numerator and its denominator beside it. */
export const TAUX_CORRECTION: DefinitionEtat = {
  id: 'taux-correction',
  titre: 'Taux de correction des appels incomplets',
  description:
    'Les interventions incomplètes et celles qui ont été corrigées, toutes les corrections, et les visites créées sans aucun pointage. Les usagers sans télégestion sont comptés à part.',
  periodes: ['mois', 'jour', 'semaine', 'trimestre', 'semestre', 'annee'],
  parametres: [
    {
      cle: 'vue',
      titre: 'Présentation',
      obligatoire: false,
      choix: [
        { valeur: 'antenne', libelle: 'Par antenne' },
        { valeur: 'mois', libelle: 'Par mois' },
        { valeur: 'intervenant', libelle: 'Par aide à domicile' },
        { valeur: 'usager', libelle: 'Par usager' },
      ],
    },
  ],
  colonnes: [
    c.texte('antenne', 'Antenne'),
    c.mois('mois', 'Mois'),
    c.INTERVENANT,
    c.USAGER,
    c.nombre('incompletes', 'Incomplètes'),
    c.nombre('corrigees', 'Incomplètes corrigées'),
    c.taux('taux', 'Taux de correction'),
    c.nombre('pointees', 'Interventions pointées'),
    c.nombre('toutesCorrigees', 'Toutes corrigées'),
    c.taux('tauxToutes', 'Corrigées / pointées'),
    c.nombre('creees', 'Créées sans pointage'),
    c.nombre('toutes', 'Pointées et créées'),
    c.taux('tauxCreees', 'Créées / toutes'),
    c.nombre('sansTelegestion', 'Visites sans télégestion (à part)'),
  ],
};
