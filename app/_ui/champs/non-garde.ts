/** What a gesture that the disk refuses says: nothing of it is lost in silence [CO-6]. */
export const GESTE_NON_GARDE =
  'Ce poste n’a pas pu garder ce geste (disque plein ?). Libérez de la place et recommencez.';
