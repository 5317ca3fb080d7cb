import { majuscule } from '#shared/domain/releve/mots';
import type { Retenue } from '#shared/domain/types';
import { moisEnMots } from '#shared/libelles/formats';
import { dateExiste, moisDe, moisParis } from '#shared/temps/paris';
import type { Mois } from '#shared/temps/types';

/** [CO-5] The months that a correction of this visit reaches: its own, and the one where it is retained. */
export const moisDeLaVisite = (r: Pick<Retenue, 'intervention' | 'debut'>): Mois[] => [
  moisDe(r.intervention.date),
  ...(r.debut ? [moisParis(r.debut)] : []),
];

/** The month of a day as it is typed. */
export const moisDuJour = (jour: string): Mois[] => (dateExiste(jour) ? [moisDe(jour)] : []);

/** [CO-5] What becomes of a correction to a month that this antenna has closed. */
export const phraseMoisClos = (clos: { has: (mois: Mois) => boolean }, mois: readonly Mois[]): string | undefined => {
  const premier = mois.find((m) => clos.has(m));
  if (!premier) return undefined;
  return `${majuscule(moisEnMots(premier))} est clos : cette correction sera gardée et partira avec la prochaine clôture.`;
};
