import { cle, colonneRequise, definirFormat, entier, facultatif, type Ligne, minutesEntieres } from '../champ';
import { mois } from '../champ-temps';

export const VENTILATION_COMPLEMENTAIRE = definirFormat({
  nom: 'VENTILATION_COMPLEMENTAIRE',
  nomFichier: 'VENTILATION_COMPLEMENTAIRE_<ANTENNE>_<AAAAMM>.csv',
  sens: 'Les lignes de VENTILATION de mois déjà clos dont les minutes ne sont plus celles qui sont parties (CL-4, FI-9). Triées par mois_origine, puis comme VENTILATION. Écrit seulement s’il a des lignes.',
  champs: {
    id_millesime: cle(20, 'Usager'),
    numero_pec: colonneRequise(facultatif(cle(20, 'Prise en charge ; vide : aucune ne couvre ces minutes (FI-3)'))),
    code_financeur: cle(20, 'Financeur'),
    id_intervenant: cle(20, 'Intervenant'),
    ancien_minutes: minutesEntieres(
      0,
      9_999_999,
      'Minutes de la ligne, telles qu’elles sont parties ; 0 : elle n’y était pas',
    ),
    nouveau_minutes: minutesEntieres(0, 9_999_999, 'Minutes de la ligne, désormais ; 0 : elle n’est plus'),
    nombre_interventions: entier(0, 9999, 'Visites distinctes qui ont désormais au moins une minute dans la ligne'),
    mois_origine: mois('Le mois clos que la ligne rectifie'),
  },
  cle: ['mois_origine', 'id_millesime', 'numero_pec', 'code_financeur', 'id_intervenant'],
  verifier: (l) =>
    l.ancien_minutes === l.nouveau_minutes
      ? { colonne: 'nouveau_minutes', raison: 'les minutes n’ont pas changé : la ligne ne rectifie rien' }
      : undefined,
});

export type LigneVentilationComplementaire = Ligne<typeof VENTILATION_COMPLEMENTAIRE.champs>;
