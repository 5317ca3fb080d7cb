import type { Retenue } from '#shared/domain/types';
import { moisEnMots } from '#shared/mots/dates';
import { majuscule } from '#shared/mots/textes';
import { dateExiste, moisDe, moisParis } from '#shared/temps/paris';
import type { Mois } from '#shared/temps/types';

/** [CO-5] The months that a correction of this visit reaches: its own, and the one where it is retained. */
export const moisDeLaVisite = (r: Pick<Retenue, 'intervention' | 'debut'>): Mois[] => [
  moisDe(r.intervention.date),
  ...(r.debut ? [moisParis(r.debut)] : []),
];

/** The month of a day as it is typed. */
export const moisDuJour = (jour: string): Mois[] => (dateExiste(jour) ? [moisDe(jour)] : []);

/** What is said to leave with the next closing: the correction that is typed, what a list lets correct, calls that a number brings. */
const GARDE = {
  CORRECTION: 'cette correction sera gardée et partira',
  LISTE: 'ce que vous y corrigez est gardé et partira',
  RATTACHEMENT: 'ce que ce rattachement y change sera gardé et partira',
} as const;
export type TouchantUnMoisClos = keyof typeof GARDE;

/** [CO-5] What becomes of a correction to a month that this antenna has closed. */
export const phraseMoisClos = (
  clos: { has: (mois: Mois) => boolean },
  mois: readonly Mois[],
  quoi: TouchantUnMoisClos = 'CORRECTION',
): string | undefined => {
  const premier = mois.find((m) => clos.has(m));
  if (!premier) return undefined;
  return `${majuscule(moisEnMots(premier))} est clos : ${GARDE[quoi]} avec la prochaine clôture.`;
};
