import type { Ligne } from '../../../_donnees/depot/lignes';
import { RETARDS } from '../../../_donnees/depot/statut-affiche';

const rang = (l: Ligne): number => (RETARDS.has(l.statut) ? 0 : l.aTraiter || l.statut === 'A_RETIRER' ? 1 : 2);

/** [AL-5] Late ones on top, then what asks for a manager, then the rest; each by hour. Lines come sorted by hour, and the sort is stable. */
export const ordonner = (lignes: readonly Ligne[]): Ligne[] => [...lignes].sort((a, b) => rang(a) - rang(b));

/**
 * While something has just moved, the order that is being read is held: known lines keep their place, new ones come at the
 * place that their hour gives.
 */
export const tenirOrdre = (lignes: readonly Ligne[], avant: readonly string[]): Ligne[] => {
  const voulu = ordonner(lignes);
  if (avant.length === 0) return voulu;
  const place = new Map(avant.map((id, n) => [id, n]));
  const connues = voulu.filter((l) => place.has(l.id)).sort((a, b) => (place.get(a.id) ?? 0) - (place.get(b.id) ?? 0));
  for (const l of voulu) {
    if (place.has(l.id)) continue;
    const suivante = connues.findIndex((c) => rang(c) === rang(l) && c.instant > l.instant);
    if (suivante === -1) connues.push(l);
    else connues.splice(suivante, 0, l);
  }
  return connues;
};
