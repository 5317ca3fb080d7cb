import { SOURCES } from '../../contrats/pointages/pointage';
import { cle, code, colonneRequise, definirFormat, facultatif, type Ligne } from '../champ';
import { telephone } from '../champ-telephone';
import { instant } from '../champ-temps';

export const BRUT = definirFormat({
  nom: 'BRUT',
  nomFichier: 'BRUT_<ANTENNE>_<AAAAMM>.csv',
  sens: 'Toute intervention qui a un pointage, corrigée, supprimée ou non, triée par id_millesime, arrivee, id_intervenant, depart (vides en premier).',
  champs: {
    id_millesime: cle(20, 'Usager, tel que pointé'),
    id_intervenant: cle(20, 'Intervenant, tel que pointé'),
    arrivee: colonneRequise(facultatif(instant('minute', 'Arrivée pointée', 'decalage_debut'))),
    depart: colonneRequise(facultatif(instant('minute', 'Départ pointé', 'decalage_fin'))),
    statut: code(['COMPLETE', 'SANS_ARRIVEE', 'SANS_DEPART'], 'Statut brut'),
    numero_appelant: colonneRequise(facultatif(telephone('Numéro de l’arrivée, du départ s’il n’y a pas d’arrivée'))),
    id_pointage_arrivee: colonneRequise(facultatif(cle(120, 'Pointage de l’arrivée'))),
    id_pointage_depart: colonneRequise(facultatif(cle(120, 'Pointage du départ'))),
    source: code(SOURCES, 'Origine du pointage'),
  },
  cle: [],
});

export type LigneBrut = Ligne<typeof BRUT.champs>;
