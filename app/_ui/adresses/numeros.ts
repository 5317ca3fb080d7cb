import type { DateCivile } from '#shared/temps/types';

/** One visit, in the grid of its day. */
export const lienVisite = (jour: DateCivile, id: string): string =>
  `/interventions/?${new URLSearchParams({ jour, filtre: 'toutes', id })}`;

/** The day, with the form of a visit that nobody had planned. */
export const adresseNouvelleVisite = '/aujourdhui/?nouvelle=visite';

/** The slip of a visit that made no punch, filled with what is known. */
export const lienFiche = (v: { usager?: string | undefined; aide?: string | undefined; date: DateCivile }): string => {
  const q = new URLSearchParams({ date: v.date });
  if (v.aide) q.set('aide', v.aide);
  if (v.usager) q.set('usager', v.usager);
  return `/fiches/?${q}`;
};
