import type { Intervention } from '#shared/contrats/corrections/intervention';
import { type Absence, NATURES_ABSENCE } from '#shared/contrats/dossiers/absence';
import { estSansAppel } from '#shared/domain/intervention/couverture';
import { moisDe } from '#shared/temps/paris';
import { type DateCivile, dateCivileSchema } from '#shared/temps/types';
import { interventions } from '../adresses/cloture';
import { visitesPrevues } from './tapee';

/** [AL-5] The grid on what Millésime still plans for who has left, in the first month, from `des` on, that has some. */
export const lienARetirer = (
  jours: ReadonlyMap<string, readonly Intervention[]>,
  usagerId: string,
  des: DateCivile,
): string => {
  const prevus = [...jours]
    .filter(([j, liste]) => j >= des && liste.some((i) => i.usagerId === usagerId && estSansAppel(i)))
    .map(([j]) => j)
    .sort();
  const premier = dateCivileSchema.safeParse(prevus[0]);
  const mois = moisDe(premier.success ? premier.data : des);
  return interventions(mois, { usager: usagerId, statut: 'A_RETIRER' });
};

/**
 * The same, of an absence: of those to come where some are, as its alert; else of those that were still planned. Undefined of who
 * comes back, or where nothing is left.
 */
export const lienDuDepart = (
  jours: ReadonlyMap<string, readonly Intervention[]>,
  a: Pick<Absence, 'usagerId' | 'nature' | 'du'>,
  aujourdhui: DateCivile,
): string | undefined => {
  if (!NATURES_ABSENCE[a.nature].definitive || visitesPrevues(jours, a) === 0) return undefined;
  const aVenir = a.du > aujourdhui ? a.du : aujourdhui;
  const des = visitesPrevues(jours, { usagerId: a.usagerId, du: aVenir }) > 0 ? aVenir : a.du;
  return lienARetirer(jours, a.usagerId, des);
};
