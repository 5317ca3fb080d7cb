import type { Ligne } from '../../../_donnees/depot/lignes';
import { RETARDS } from '../../../_donnees/depot/statut-affiche';

const rang = (l: Ligne): number => {
  if (RETARDS.has(l.statut)) return 0;
  if (l.statut === 'CONFLIT') return 1;
  return l.aTraiter || l.statut === 'A_RETIRER' ? 2 : 3;
};

/** What asks for someone: it stands on top, and is never folded. */
export const demande = (l: Ligne): boolean => rang(l) < 3;

/**
 * [AL-5] Late ones on top, then conflicts, then what else asks for a manager, then the rest; each by hour. Lines come sorted by hour, and
 * the sort is stable.
 */
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

/**
 * What is on top, and what is folded below it. What was on top stays there while the order is held, and so does what is being looked at:
 * a line never goes from under the eyes. `deplie`: the rest is read too, and its lines keep their place as well.
 */
export const enTete = (
  l: Ligne,
  {
    tenu,
    deplie,
    avant,
    regardees,
  }: { tenu: boolean; deplie: boolean; avant: ReadonlyMap<string, boolean>; regardees: ReadonlySet<string> },
): boolean => {
  const etait = avant.get(l.id);
  if (tenu && etait !== undefined && (etait || deplie)) return etait;
  return demande(l) || (!deplie && regardees.has(l.id));
};
