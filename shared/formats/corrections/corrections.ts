import { NATURES } from '../../contrats/corrections/correction';
import type { Minutes } from '../../temps/types';
import {
  cle,
  code,
  colonneFacultative,
  colonneRequise,
  definirFormat,
  entier,
  facultatif,
  type Ligne,
  texte,
} from '../champ';
import { instant } from '../champ-temps';

const cible = (longueur: number, sens: string) => colonneRequise(facultatif(cle(longueur, sens)));

export const CORRECTIONS = definirFormat({
  nom: 'CORRECTIONS',
  nomFichier: 'CORRECTIONS_<AAAAMM>.csv',
  sens: 'Les corrections reprises de l’ancien système, chacune fondée sur toutes les précédentes ; CO-3 juge chacune.',
  champs: {
    id_correction: cle(30, 'Clé de la correction'),
    instant: instant('seconde', 'Moment de la correction', 'decalage_instant'),
    auteur: texte(80, 'Auteur'),
    nature: code(NATURES, 'Nature'),
    id_pointage: cible(120, 'Un pointage de l’intervention corrigée'),
    id_planning: cible(30, 'Une visite prévue sans pointage'),
    id_millesime: cible(20, 'Usager : d’une création sans pointage ni visite prévue, ou nouvel usager (DONNEES)'),
    id_intervenant: cible(20, 'Intervenant : d’une création, ou nouvel intervenant (DONNEES)'),
    code_prestation: cible(10, 'Prestation : d’une création, ou nouvelle prestation (DONNEES)'),
    debut: colonneRequise(facultatif(instant('minute', 'Nouvelle arrivée', 'decalage_debut'))),
    fin: colonneRequise(facultatif(instant('minute', 'Nouveau départ', 'decalage_fin'))),
    minutes: colonneRequise(facultatif(entier<Minutes>(-99_999, 99_999, 'Minutes complémentaires, nouveau total'))),
    motif: colonneRequise(texte(40, 'Motif')),
    commentaire: colonneRequise(facultatif(texte(2000, 'Commentaire ; obligatoire avec le motif AUTRE'))),
    id_creation: colonneFacultative(cle(30, 'La correction qui a créé la visite, sans pointage ni visite prévue')),
  },
  cle: ['id_correction'],
});

export type LigneCorrection = Ligne<typeof CORRECTIONS.champs>;
