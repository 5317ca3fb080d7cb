import { ANTENNES, type Antenne } from '#shared/contrats/commun';
import type { StatutRetenu } from '#shared/contrats/intervention';
import type { Retenue } from '#shared/domain/types';
import { moisDe } from '#shared/temps/paris';
import type { Mois } from '#shared/temps/types';

/** [CL-1] What is still to be settled, in the words of the screen. */
const INCOMPLETS = {
  SANS_ARRIVEE: 'sans arrivée',
  SANS_DEPART: 'sans départ',
  EN_COURS: 'en cours',
  NON_POINTEE: 'prévues et non pointées',
  PREVUE: 'encore à venir',
} as const satisfies Partial<Record<StatutRetenu, string>>;
export type Incomplet = keyof typeof INCOMPLETS;

export const compterIncompletes = (
  retenues: readonly Retenue[],
  mois: Mois,
  antenne: Antenne,
): Map<Incomplet, number> => {
  const comptes = new Map<Incomplet, number>();
  for (const { statut, intervention: i } of retenues) {
    if (!(statut in INCOMPLETS) || i.antenne !== antenne || moisDe(i.date) !== mois) continue;
    const s = statut as Incomplet;
    comptes.set(s, (comptes.get(s) ?? 0) + 1);
  }
  return comptes;
};

export const totalIncompletes = (comptes: ReadonlyMap<Incomplet, number>): number =>
  [...comptes.values()].reduce((a, b) => a + b, 0);

export const incompletesEnPhrase = (antenne: Antenne, comptes: ReadonlyMap<Incomplet, number>): string =>
  `${ANTENNES[antenne].libelle} : ${[...comptes].map(([s, n]) => `${n} ${INCOMPLETS[s]}`).join(', ')}`;
