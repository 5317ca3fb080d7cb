import { idPointage } from '../../contrats/ids';
import type { Fiche } from '../../contrats/pointages/fiche';
import type { Pointage, Sens } from '../../contrats/pointages/pointage';
import type { Instant } from '../../temps/types';

/**
 * [PT-1] The punches of a slip: one for each side that it gives, the same each time. Without calling number, they say nothing
 * of whose a number is [PT-8]. `recuLe`: when the server had the slip. Punches of all antennas are in one database, and a slip's
 * id is its author's choice: with its antenna in it, one that another antenna took cannot stand in its way.
 */
export const pointagesDeFiche = (f: Fiche, recuLe: Instant): Pointage[] => {
  const pointage = (sens: Sens, instant: Instant | undefined): Pointage[] => {
    if (instant === undefined) return [];
    const id = `fiche-${f.antenne}-${f.id}-${sens === 'ARRIVEE' ? 'A' : 'D'}`;
    const { usagerId, intervenantId } = f;
    return [
      {
        _id: idPointage(instant, id),
        type: 'pointage',
        id,
        sens,
        instant,
        recuLe,
        source: 'FICHE',
        usagerId,
        intervenantId,
      },
    ];
  };
  return [...pointage('ARRIVEE', f.arrivee), ...pointage('DEPART', f.depart)];
};
