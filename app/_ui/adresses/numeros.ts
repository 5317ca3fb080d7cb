import type { DateCivile, Mois } from '#shared/temps/types';

/** The tabs of the numbers, as their address names them. */
export type OngletNumeros = 'inconnus' | 'propositions' | 'appels' | 'ailleurs' | 'sans-antenne';

/** The numbers, on that tab; `cle`: the line that it opens on. */
export const lienNumeros = (onglet: OngletNumeros, suite: { mois?: Mois; cle?: string } = {}): string =>
  `/numeros/?${new URLSearchParams({ onglet, ...suite })}`;

/** One visit, in the grid of its day. */
export const lienVisite = (jour: DateCivile, id: string): string =>
  `/interventions/?${new URLSearchParams({ jour, filtre: 'toutes', id })}`;

/** The slip of a visit that made no punch, filled with what is known. */
export const lienFiche = (v: { usager?: string | undefined; aide?: string | undefined; date: DateCivile }): string => {
  const q = new URLSearchParams({ date: v.date });
  if (v.aide) q.set('aide', v.aide);
  if (v.usager) q.set('usager', v.usager);
  return `/fiches/?${q}`;
};
