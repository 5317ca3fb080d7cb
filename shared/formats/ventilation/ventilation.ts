import { cle, colonneRequise, definirFormat, entier, facultatif, type Ligne, minutesEntieres } from '../champ';

export const VENTILATION = definirFormat({
  nom: 'VENTILATION',
  nomFichier: 'VENTILATION_<ANTENNE>_<AAAAMM>.csv',
  sens: 'Les minutes facturées par usager, prise en charge et intervenant, triées par les quatre premières colonnes.',
  champs: {
    id_millesime: cle(20, 'Usager'),
    numero_pec: colonneRequise(facultatif(cle(20, 'Prise en charge ; vide : aucune ne couvre ces minutes (FI-3)'))),
    code_financeur: cle(20, 'Financeur'),
    id_intervenant: cle(20, 'Intervenant'),
    minutes: minutesEntieres(1, 9_999_999, 'Minutes facturées'),
    nombre_interventions: entier(1, 9999, 'Visites distinctes qui ont au moins une minute dans la ligne'),
  },
  cle: ['id_millesime', 'numero_pec', 'code_financeur', 'id_intervenant'],
});

export type LigneVentilation = Ligne<typeof VENTILATION.champs>;
