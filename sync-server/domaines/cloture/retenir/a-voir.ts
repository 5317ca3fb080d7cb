import type { ClotureEcrite, EtatFige } from '#shared/contrats/cloture/cloture';
import { estFaite } from '#shared/domain/intervention/faite';
import type { CorrectionSuivie, Retenue } from '#shared/domain/types';
import { epochMs, moisDe } from '#shared/temps/paris';

const SANS_HEURE = ['SANS_ARRIVEE', 'SANS_DEPART'] as const;

/** What keeps a visit of a closed month from being paid by anybody. */
export type Empechement = 'CONFLIT' | (typeof SANS_HEURE)[number];

/** A visit that what came since its month was closed has left in conflict, or without one of its hours. */
export type AVoir = { retenue: Retenue; quoi: Empechement };

/** One in conflict that has its hours is paid by them: what is retained of it leaves all the same. */
const empechement = (r: Retenue): Empechement | undefined => {
  if (estFaite(r)) return undefined;
  return r.conflit ? 'CONFLIT' : SANS_HEURE.find((x) => x === r.statut);
};

/**
 * [CL-4, CO-8] Those of an antenna's closed month: it is no complement as long as it stays so, and nothing else speaks of a month that is
 * closed. What the closing knew was said by it: a correction counts from when the server had it. `parties`: the month as it left, of all
 * antennas; `suivies`: the corrections that bear on it.
 */
export const visitesAVoir = (
  { antenne, mois, instant }: Pick<ClotureEcrite, 'antenne' | 'mois' | 'instant'>,
  retenues: readonly Retenue[],
  parties: readonly EtatFige[],
  suivies: readonly CorrectionSuivie[],
): AVoir[] => {
  const tardives = new Set(
    suivies.flatMap(({ correction, verdict }) =>
      verdict && epochMs(verdict.recuLe) <= epochMs(instant) ? [] : correction.id,
    ),
  );
  const connus = new Set(
    parties.flatMap((e) => e.bruts.flatMap((b) => [b.idPointageArrivee, b.idPointageDepart])).filter(Boolean),
  );
  return retenues.flatMap((retenue) => {
    const { intervention: i, conflit } = retenue;
    const quoi = i.antenne === antenne && moisDe(i.date) === mois ? empechement(retenue) : undefined;
    if (!quoi) return [];
    const venue = [i.arrivee, i.depart].some((p) => p && !connus.has(p.id));
    const saisie = conflit?.versions.some((v) => tardives.has(v.correction.id)) ?? false;
    return venue || saisie ? [{ retenue, quoi }] : [];
  });
};
