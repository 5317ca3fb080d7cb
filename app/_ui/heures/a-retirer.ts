import { type Absence, NATURES_ABSENCE } from '#shared/contrats/dossiers/absence';
import { moisDe } from '#shared/temps/paris';
import type { DateCivile, Instant } from '#shared/temps/types';
import type { EtatDepot } from '../../_donnees/depot/etat-depot';
import { interventions } from '../adresses/interventions';
import { visitesPrevues } from './tapee';

/** [AL-5] The grid on what Millésime still plans for who has left, in the first month, from `des` on, that has some. */
export const lienARetirer = (e: EtatDepot, usagerId: string, des: DateCivile, maintenant: Instant): string => {
  const dates = visitesPrevues(e, { usagerId, du: des }, maintenant).map((l) => l.date);
  const premier = dates.sort()[0] ?? des;
  return interventions(moisDe(premier), { usager: usagerId, statut: 'A_RETIRER' });
};

/**
 * The same, of an absence: of those to come where some are, as its alert; else of those that were still planned. Undefined of who
 * comes back, or where nothing is left.
 */
export const lienDuDepart = (
  e: EtatDepot,
  a: Pick<Absence, 'usagerId' | 'nature' | 'du'>,
  { aujourdhui, maintenant }: { aujourdhui: DateCivile; maintenant: Instant },
): string | undefined => {
  if (!NATURES_ABSENCE[a.nature].definitive || visitesPrevues(e, a, maintenant).length === 0) return undefined;
  const aVenir = a.du > aujourdhui ? a.du : aujourdhui;
  const des = visitesPrevues(e, { usagerId: a.usagerId, du: aVenir }, maintenant).length > 0 ? aVenir : a.du;
  return lienARetirer(e, a.usagerId, des, maintenant);
};
