import { cle, colonneRequise, definirFormat, facultatif, type Ligne, minutesEntieres, texte } from '../champ';
import { instant } from '../champ-temps';

export const SERVICE_FAIT = definirFormat({
  nom: 'SERVICE_FAIT',
  nomFichier: 'SERVICE_FAIT_<ANTENNE>_<AAAAMM>.csv',
  sens: 'Les visites retenues d’un mois clos, triées par id_millesime, debut, id_intervenant.',
  champs: {
    id_millesime: cle(20, 'Usager retenu'),
    id_intervenant: cle(20, 'Intervenant retenu'),
    debut: instant('minute', 'Début retenu', 'decalage_debut'),
    fin: instant('minute', 'Fin retenue', 'decalage_fin'),
    duree: minutesEntieres(0, 9999, 'Minutes retenues, après arrondi (DU-2)'),
    minutes_complementaires: minutesEntieres(0, 9999, 'Minutes complémentaires (DU-4)'),
    motif_correction: colonneRequise(facultatif(texte(40, 'Motif de la dernière correction appliquée'))),
    code_prestation: cle(10, 'Prestation'),
  },
  cle: [],
});

export type LigneServiceFait = Ligne<typeof SERVICE_FAIT.champs>;
