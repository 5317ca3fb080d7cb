/** The state of one visit as screens show it; its word, icon and colour are the screens' affair. */
export type StatutAffiche =
  | 'EN_RETARD'
  | 'DEPART_ATTENDU'
  | 'PREVUE'
  | 'EN_COURS'
  | 'COMPLETE'
  | 'SANS_ARRIVEE'
  | 'SANS_DEPART'
  | 'NON_POINTEE'
  | 'COUVERTE'
  | 'CORRIGEE'
  | 'CREEE'
  | 'ANNULEE'
  | 'CONFLIT'
  | 'ABSENCE'
  | 'A_RETIRER'
  | 'FICHE_A_SAISIR';

/** What asks for a manager: the default filter of the grid, and the counts of the menu. */
export const A_TRAITER: ReadonlySet<StatutAffiche> = new Set([
  'EN_RETARD',
  'DEPART_ATTENDU',
  'SANS_ARRIVEE',
  'SANS_DEPART',
  'NON_POINTEE',
  'CONFLIT',
  'FICHE_A_SAISIR',
]);

/** What cannot wait: someone may be alone, or may not come out. */
export const RETARDS: ReadonlySet<StatutAffiche> = new Set(['EN_RETARD', 'DEPART_ATTENDU']);

/** [PT-7] Nobody punched it, and no punch is expected of it: its usager is away or has left, or its slip waits. */
export const SANS_POINTAGE_ATTENDU: ReadonlySet<StatutAffiche> = new Set(['ABSENCE', 'A_RETIRER', 'FICHE_A_SAISIR']);
