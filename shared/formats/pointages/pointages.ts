import type { Sens } from '../../contrats/pointages/pointage';
import { cle, colonneRequise, definirFormat, facultatif, type Ligne, traduit } from '../champ';
import { telephone } from '../champ-telephone';
import { instant } from '../champ-temps';

export const POINTAGES = definirFormat({
  nom: 'POINTAGES',
  nomFichier: 'POINTAGES_<AAAAMM>.csv',
  sens: 'L’historique des pointages, repris de l’ancien système (source REPRISE).',
  champs: {
    id_pointage: cle(120, 'Clé du pointage'),
    instant: instant('seconde', 'Moment où l’appel a atteint la plateforme', 'decalage_debut'),
    sens: traduit<Sens>({ A: 'ARRIVEE', D: 'DEPART' }, 'Arrivée ou départ'),
    id_intervenant: colonneRequise(facultatif(cle(20, 'Intervenant ; vide : inconnu, le pointage attend'))),
    id_millesime: colonneRequise(facultatif(cle(20, 'Usager ; vide : inconnu, le pointage attend'))),
    numero_appelant: colonneRequise(facultatif(telephone('Numéro appelant ; vide : masqué'))),
  },
  cle: ['id_pointage'],
});

export type LignePointage = Ligne<typeof POINTAGES.champs>;
