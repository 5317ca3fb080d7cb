import { type ARegler, aReglerEnMots, INCOMPLETES } from '#shared/contrats/cloture/bilan-cloture';
import type { Antenne } from '#shared/contrats/commun';
import type { StatutRetenu } from '#shared/contrats/corrections/intervention';
import { libelleAntenne } from '#shared/domain/antenne/registre';
import type { Retenue } from '#shared/domain/types';
import { minuscule } from '#shared/mots/textes';
import { moisDe } from '#shared/temps/paris';
import type { Mois } from '#shared/temps/types';

/** [CL-1] Statuses of a visit that is still to be settled. */
const STATUTS = ['SANS_ARRIVEE', 'SANS_DEPART', 'EN_COURS', 'NON_POINTEE', 'PREVUE'] as const satisfies StatutRetenu[];
export type Incomplet = (typeof STATUTS)[number];
const estIncomplet = (s: StatutRetenu): s is Incomplet => STATUTS.some((x) => x === s);

export const compterIncompletes = (
  retenues: readonly Retenue[],
  mois: Mois,
  antenne: Antenne,
): Map<Incomplet, number> => {
  const comptes = new Map<Incomplet, number>();
  for (const { statut, intervention: i } of retenues) {
    if (!estIncomplet(statut) || i.antenne !== antenne || moisDe(i.date) !== mois) continue;
    comptes.set(statut, (comptes.get(statut) ?? 0) + 1);
  }
  return comptes;
};

export const totalIncompletes = (comptes: ReadonlyMap<Incomplet, number>): number =>
  [...comptes.values()].reduce((a, b) => a + b, 0);

/** In the words of the screen, and in its order: who is refused finds there what the refusal names. */
export const incompletesEnPhrase = (antenne: Antenne, comptes: ReadonlyMap<ARegler, number>): string => {
  const dites = INCOMPLETES.flatMap((quoi) => {
    const n = comptes.get(quoi) ?? 0;
    return n > 0 ? [`${n} ${minuscule(aReglerEnMots(quoi, n))}`] : [];
  });
  return `${libelleAntenne(antenne)} : ${dites.join(', ')}`;
};
