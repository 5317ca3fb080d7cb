import type { ClotureEcrite, EtatFige } from '#shared/contrats/cloture/cloture';
import type { Retenue } from '#shared/domain/types';
import { moisDe } from '#shared/temps/paris';

const SANS_HEURE = ['SANS_ARRIVEE', 'SANS_DEPART'] as const;

/** What keeps a visit of a closed month from being paid by anybody. */
export type Empechement = 'CONFLIT' | (typeof SANS_HEURE)[number];

/** A visit that what came since its month was closed has left in conflict, or without one of its hours. */
export type AVoir = { retenue: Retenue; quoi: Empechement };

const empechement = (r: Retenue): Empechement | undefined =>
  r.conflit ? 'CONFLIT' : SANS_HEURE.find((x) => x === r.statut);

/**
 * [CL-4, CO-8] Those of an antenna's closed month: it is no complement as long as it stays so, and nothing else speaks of a month that is
 * closed. What the closing knew was said by it. `parties`: the month as it left, of all antennas.
 */
export const visitesAVoir = (
  { antenne, mois, instant }: Pick<ClotureEcrite, 'antenne' | 'mois' | 'instant'>,
  retenues: readonly Retenue[],
  parties: readonly EtatFige[],
): AVoir[] => {
  const connus = new Set(
    parties.flatMap((e) => e.bruts.flatMap((b) => [b.idPointageArrivee, b.idPointageDepart])).filter(Boolean),
  );
  return retenues.flatMap((retenue) => {
    const { intervention: i, conflit } = retenue;
    const quoi = i.antenne === antenne && moisDe(i.date) === mois ? empechement(retenue) : undefined;
    if (!quoi) return [];
    const venue = [i.arrivee, i.depart].some((p) => p && !connus.has(p.id));
    const saisie = conflit?.versions.some((v) => v.correction.instant > instant) ?? false;
    return venue || saisie ? [{ retenue, quoi }] : [];
  });
};
