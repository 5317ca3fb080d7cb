import { NATURES_ABSENCE, type NatureAbsence } from '../../contrats/dossiers/absence';
import { cle, code, colonneRequise, definirFormat, facultatif, type Ligne, texte } from '../champ';
import { date } from '../champ-temps';

export const ABSENCES = definirFormat({
  nom: 'ABSENCES',
  nomFichier: 'ABSENCES_<AAAAMM>.csv',
  sens: 'Les absences des usagers, reprises de l’ancien système.',
  champs: {
    id_millesime: cle(20, 'Clé de l’usager'),
    type: code(Object.keys(NATURES_ABSENCE) as NatureAbsence[], 'Raison de l’absence'),
    debut: date('Premier jour'),
    fin: colonneRequise(facultatif(date('Dernier jour ; vide : sans fin connue, ou départ définitif'))),
    commentaire: colonneRequise(facultatif(texte(2000, 'Commentaire ; obligatoire avec le type AUTRE'))),
  },
  cle: ['id_millesime', 'type', 'debut'],
  verifier: (l) => {
    if (l.fin && l.fin < l.debut) return { colonne: 'fin', raison: 'la fin précède le début' };
    if (l.fin && NATURES_ABSENCE[l.type].definitive)
      return { colonne: 'fin', raison: 'un départ définitif n’a pas de fin : laissez la case vide' };
    return l.type === 'AUTRE' && !l.commentaire
      ? { colonne: 'commentaire', raison: 'le type AUTRE demande un commentaire' }
      : undefined;
  },
});

export type LigneAbsence = Ligne<typeof ABSENCES.champs>;
