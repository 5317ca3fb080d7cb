import { NATURES_ABSENCE } from '#shared/contrats/dossiers/absence';
import type { AbsenceEnVigueur } from '#shared/domain/absence/absences';
import type { DateCivile } from '#shared/temps/types';

/** What the panel is open on: the absence that is modified, or whose new one is typed. */
export type Ouvert = { absence?: AbsenceEnVigueur; usagerId?: string };

/** Of who has left for good: nothing can follow. A departure still to come is none yet, and another absence may come before it. */
export const departDe = (
  toutes: readonly AbsenceEnVigueur[],
  usagerId: string,
  aujourdhui: DateCivile,
): AbsenceEnVigueur | undefined =>
  toutes.find((a) => a.usagerId === usagerId && NATURES_ABSENCE[a.nature].definitive && a.du <= aujourdhui);

/**
 * What a visit asks for: that absence, under whatever id it stands now. What an usager's page asks for: another one, or that of who
 * has left for good.
 */
export const absenceDemandee = (
  q: URLSearchParams,
  toutes: readonly AbsenceEnVigueur[],
  aujourdhui: DateCivile,
): Ouvert | undefined => {
  const id = q.get('absence');
  if (id !== null) {
    const absence = toutes.find((a) => a.id === id || a.versions.includes(id));
    return absence && { absence };
  }
  const usagerId = q.get('usager');
  if (usagerId === null) return undefined;
  const depart = departDe(toutes, usagerId, aujourdhui);
  return depart ? { absence: depart } : { usagerId };
};
