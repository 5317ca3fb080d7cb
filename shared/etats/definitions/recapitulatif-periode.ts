import * as c from '../colonnes';
import type { Etat } from '../matiere';
import * as p from '../parametres';
import { COLONNES_RECAPITULATIF, REGROUPEMENTS, recapituler } from './recapitulatif';

export const RECAPITULATIF_PERIODE: Etat = {
  id: 'recapitulatif-periode',
  titre: 'Récapitulatif semestriel et annuel de l’activité',
  description: 'L’activité d’un semestre ou d’une année, mois par mois ou antenne par antenne.',
  periodes: ['semestre', 'annee', 'trimestre', 'mois'],
  parametres: [p.presentation({ mois: 'Mois par mois', antenne: 'Par antenne' })],
  colonnes: [c.mois('mois', 'Mois'), c.texte('antenne', 'Antenne'), ...COLONNES_RECAPITULATIF],
  desLePremierMois: true,
  besoins: () => [],
  calculer: (m) =>
    m.demande.vue === 'antenne'
      ? recapituler(m, REGROUPEMENTS.antenne, { genre: 'barres', axe: 'antenne', series: ['duree'] })
      : recapituler(m, REGROUPEMENTS.mois, { genre: 'courbe', axe: 'mois', series: ['duree'] }),
};
