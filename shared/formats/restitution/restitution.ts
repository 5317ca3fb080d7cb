import { ANOMALIES, type Anomalie } from '../../contrats/commun';
import { STATUTS_BRUTS, STATUTS_RETENUS } from '../../contrats/corrections/intervention';
import type { Minutes } from '../../temps/types';
import {
  type Champ,
  cle,
  code,
  colonneRequise,
  definirFormat,
  facultatif,
  type Ligne,
  minutesEntieres,
  texte,
} from '../champ';
import { instant } from '../champ-temps';

const CODES = Object.keys(ANOMALIES) as Anomalie[];

/** Several codes in one cell, parted by `|`, in the order of the table. */
const anomalies: Champ<Anomalie[]> = {
  type: `codes séparés par | : ${CODES.join(', ')}`,
  sens: 'Anomalies de l’intervention ; HORS_PLAN n’y est jamais : il dépend de la ventilation du mois entier',
  requis: false,
  colonneRequise: true,
  lire: (t) => {
    const lues = t === '' ? [] : t.split('|');
    return lues.every((a) => CODES.some((c) => c === a))
      ? { ok: true, valeur: CODES.filter((c) => lues.includes(c)) }
      : { ok: false, raison: 'anomalie inconnue' };
  },
  ecrire: (v) => CODES.filter((c) => v.includes(c)).join('|'),
};

const minutesLues = (sens: string): Champ<Minutes> => minutesEntieres(0, 9999, sens);

export const RESTITUTION = definirFormat({
  nom: 'RESTITUTION',
  nomFichier: 'RESTITUTION_<AAAAMMJJ>.csv',
  sens: 'Chaque matin (date du nom) : les visites de la veille, et toute visite passée dont l’état brut ou retenu a changé depuis la restitution d’avant ; triées par id_millesime, puis id_intervention.',
  champs: {
    id_intervention: cle(160, 'Intervention'),
    id_millesime: cle(20, 'Usager retenu'),
    id_intervenant: cle(20, 'Intervenant retenu'),
    debut_prevu: colonneRequise(facultatif(instant('minute', 'Début prévu', 'decalage_debut_prevu'))),
    fin_prevue: colonneRequise(facultatif(instant('minute', 'Fin prévue', 'decalage_fin_prevue'))),
    arrivee: colonneRequise(facultatif(instant('minute', 'Arrivée pointée', 'decalage_arrivee', 'decalage_debut'))),
    depart: colonneRequise(facultatif(instant('minute', 'Départ pointé', 'decalage_depart', 'decalage_fin'))),
    statut_brut: colonneRequise(
      facultatif(code(STATUTS_BRUTS, 'Statut brut ; vide : aucun pointage et rien de prévu')),
    ),
    debut: colonneRequise(facultatif(instant('minute', 'Début retenu', 'decalage_debut'))),
    fin: colonneRequise(facultatif(instant('minute', 'Fin retenue', 'decalage_fin'))),
    duree: colonneRequise(facultatif(minutesLues('Minutes retenues, après arrondi (DU-2), avant les complémentaires'))),
    minutes_complementaires: minutesLues('Minutes complémentaires (DU-4)'),
    statut_retenu: code(
      STATUTS_RETENUS,
      'Statut retenu ; ANNULEE aussi pour une intervention que l’appariement a défaite',
    ),
    motif_correction: colonneRequise(facultatif(texte(40, 'Motif de la dernière correction appliquée'))),
    code_prestation: cle(10, 'Prestation'),
    anomalies,
  },
  cle: ['id_intervention'],
});

export type LigneRestitution = Ligne<typeof RESTITUTION.champs>;
