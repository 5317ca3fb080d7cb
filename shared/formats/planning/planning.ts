import { cle, definirFormat, type Ligne } from '../champ';
import { instant } from '../champ-temps';

export const PLANNING = definirFormat({
  nom: 'PLANNING',
  nomFichier: 'PLANNING_<AAAAMM>.csv',
  sens: 'Les visites prévues d’un mois.',
  champs: {
    id_planning: cle(30, 'Clé de la visite prévue'),
    id_millesime: cle(20, 'Usager'),
    id_intervenant: cle(20, 'Intervenant prévu'),
    debut: instant('minute', 'Début prévu', 'decalage_debut'),
    fin: instant('minute', 'Fin prévue', 'decalage_fin'),
    code_prestation: cle(10, 'Prestation'),
  },
  cle: ['id_planning'],
  verifier: (l) =>
    l.fin <= l.debut ? { colonne: 'fin', raison: 'la fin prévue ne suit pas le début prévu' } : undefined,
});

export type LignePlanning = Ligne<typeof PLANNING.champs>;
