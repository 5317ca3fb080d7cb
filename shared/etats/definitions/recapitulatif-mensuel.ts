import * as c from '../colonnes';
import type { Etat } from '../matiere';
import * as p from '../parametres';
import { COLONNES_RECAPITULATIF, REGROUPEMENTS, recapituler } from './recapitulatif';

const { mois: _, ...VUES } = REGROUPEMENTS;
const estVue = (v: string | undefined): v is keyof typeof VUES => v !== undefined && v in VUES;

export const RECAPITULATIF_MENSUEL: Etat = {
  id: 'recapitulatif-mensuel',
  titre: 'Récapitulatif mensuel de l’activité',
  description:
    'Usagers actifs, aides à domicile, heures réalisées par usager, par aide et par couple, visite la plus longue et la plus courte.',
  periodes: ['mois', 'jour', 'semaine'],
  parametres: [
    p.presentation({
      antenne: 'Par antenne',
      usager: 'Par usager',
      intervenant: 'Par aide à domicile',
      couple: 'Par couple usager et aide',
    }),
  ],
  colonnes: [c.texte('antenne', 'Antenne'), c.USAGER, c.INTERVENANT, ...COLONNES_RECAPITULATIF],
  besoins: () => [],
  calculer: (m) => {
    const vue = estVue(m.demande.vue) ? m.demande.vue : 'antenne';
    return recapituler(
      m,
      VUES[vue],
      vue === 'antenne' ? { genre: 'barres', axe: 'antenne', series: ['duree'] } : undefined,
    );
  },
};
