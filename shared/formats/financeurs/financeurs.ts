import { DISPOSITIFS, MODES_ARRONDI } from '../../contrats/commun';
import type { Minutes } from '../../temps/types';
import { cle, code, definirFormat, entier, euros, type Ligne, texte, traduit } from '../champ';
import { date } from '../champ-temps';

export const FINANCEURS = definirFormat({
  nom: 'FINANCEURS',
  nomFichier: 'FINANCEURS.csv',
  sens: 'La table des financeurs et de leurs règles d’arrondi, datées (DU-2).',
  champs: {
    code: cle(20, 'Code du financeur'),
    libelle: texte(100, 'Libellé'),
    dispositif: code(DISPOSITIFS, 'Dispositif'),
    date_debut: date('Premier jour de cette version'),
    tolerance: entier<Minutes>(0, 1440, 'Écart, en minutes, en deçà duquel la durée prévue est retenue'),
    plafond_prevu: traduit({ O: true, N: false }, 'La durée prévue est un plafond'),
    pas: entier<Minutes>(1, 1440, 'Pas d’arrondi, en minutes'),
    mode: code(MODES_ARRONDI, 'Sens de l’arrondi'),
    tarif_horaire: euros('Tarif horaire'),
  },
  cle: ['code', 'date_debut'],
});

export type LigneFinanceur = Ligne<typeof FINANCEURS.champs>;
